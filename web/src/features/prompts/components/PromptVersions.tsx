import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { describeError } from "@/api";
import { Badge, Button, toast } from "@/ui";
import { putInUse, versionsQuery, type PromptGroup, type PromptVersion } from "../api";
import { PromptText } from "./PromptText";

/** Every version of a prompt's text; one of them is in use. */
export function PromptVersions({ prompt }: { prompt: PromptGroup }) {
  const { t } = useTranslation();
  const { data } = useQuery(versionsQuery(prompt._id));
  const [openId, setOpenId] = useState<string>();
  if (data === undefined || data.length < 2) return null;
  return (
    <section aria-label={t("prompts.versions")} className="mt-10">
      <h2 className="mb-2 text-lg font-semibold">{t("prompts.versions")}</h2>
      <ol className="divide-y divide-line">
        {data.map((version, index) => (
          <Version
            key={version._id}
            version={version}
            number={data.length - index}
            used={version._id === prompt.productionId}
            open={version._id === openId}
            onToggle={() => setOpenId(version._id === openId ? undefined : version._id)}
          />
        ))}
      </ol>
    </section>
  );
}

interface VersionProps {
  version: PromptVersion;
  number: number;
  used: boolean;
  open: boolean;
  onToggle: () => void;
}

function Version({ version, number, used, open, onToggle }: VersionProps) {
  const { t, i18n } = useTranslation();
  const when = new Intl.DateTimeFormat(i18n.language, { dateStyle: "medium", timeStyle: "short" });
  const restore = () =>
    void putInUse(version._id).catch((error: unknown) =>
      toast(describeError(error).text, { tone: "danger" }),
    );
  return (
    <li className="py-3">
      <div className="flex flex-wrap items-center gap-3">
        <button
          type="button"
          aria-expanded={open}
          onClick={onToggle}
          className="min-w-0 flex-1 rounded-xs text-left hover:text-accent"
        >
          <span className="font-medium">{t("prompts.version", { number })}</span>{" "}
          <span className="text-sm text-ink-faint">{when.format(new Date(version.createdAt))}</span>
        </button>
        {used ? (
          <Badge>{t("prompts.inUse")}</Badge>
        ) : (
          <Button size="sm" onClick={restore}>
            {t("prompts.putInUse")}
          </Button>
        )}
      </div>
      <PromptText
        text={version.prompt}
        className={open ? "mt-2 rounded-md bg-sunken p-3" : "mt-1 line-clamp-2 text-ink-muted"}
      />
    </li>
  );
}

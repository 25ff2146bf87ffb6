import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { describeError } from "@/api";
import { Button, toast } from "@/ui";
import { agentKeys, readVersions, revertAgent, type Agent } from "../api";

/** The versions of an agent, newest first, each of which can be brought back. */
export function Versions({ agent }: { agent: Agent }) {
  const { t, i18n } = useTranslation();
  const [busy, setBusy] = useState<number>();
  const { data } = useQuery({
    queryKey: agentKeys.versions(agent.id),
    queryFn: () => readVersions(agent.id),
  });
  const time = new Intl.DateTimeFormat(i18n.language, { dateStyle: "medium", timeStyle: "short" });
  const restore = async (index: number) => {
    setBusy(index);
    try {
      await revertAgent(agent.id, index);
      toast(t("agents.restored"), { tone: "success" });
    } catch (error) {
      toast(describeError(error).text, { tone: "danger" });
    }
    setBusy(undefined);
  };
  const versions = (data ?? []).map((version, index) => ({ version, index })).toReversed();
  return (
    <section className="mt-10 max-w-(--measure-reading)">
      <h2 className="font-semibold">{t("agents.versions")}</h2>
      <ul className="mt-2 divide-y divide-line">
        {versions.map(({ version, index }) => (
          <li key={index} className="flex items-center gap-4 py-2.5">
            <div className="min-w-0 flex-1">
              <p className="truncate text-sm font-medium">{version.name}</p>
              <p className="truncate text-xs text-ink-faint">
                {time.format(new Date(version.updatedAt))} · {version.model}
              </p>
            </div>
            <Button size="sm" busy={busy === index} onClick={() => void restore(index)}>
              {t("agents.restore")}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

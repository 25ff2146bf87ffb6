import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { copyText } from "@/lib/markdown";
import { cx } from "@/lib/cx";
import { isRunning, useRuns } from "../runs";
import { plainText, type BranchNode } from "../tree";
import { ActionButton } from "./ActionButton";

/** The row under a message. Quiet until the pointer or the focus is on its message. */
export function ActionRow({
  shown,
  end = false,
  children,
}: {
  /** Visible without hovering. */
  shown: boolean;
  end?: boolean;
  children: ReactNode;
}) {
  return (
    <div
      className={cx(
        "flex min-h-(--control-sm) flex-wrap items-center gap-0.5 transition-opacity",
        end ? "justify-end" : "-ml-1.5",
        !shown &&
          "opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100",
      )}
    >
      {children}
    </div>
  );
}

export function CopyAction({ node }: { node: BranchNode }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    const done = await copyText(plainText(node.message));
    setCopied(done);
    if (done) setTimeout(() => setCopied(false), 1600);
  };
  return (
    <ActionButton
      icon={copied ? "check" : "copy"}
      label={copied ? t("chat.copied") : t("chat.copy")}
      onClick={() => void copy()}
    />
  );
}

/** Whether an answer is being written at a place, so that no other can be asked for. */
export function useBusy(place: string): boolean {
  return useRuns(({ runs }) => isRunning(runs[place]));
}

export function RegenerateAction({ place, onClick }: { place: string; onClick: () => void }) {
  const { t } = useTranslation();
  const busy = useBusy(place);
  return (
    <ActionButton icon="refresh" label={t("chat.regenerate")} disabled={busy} onClick={onClick} />
  );
}

/** Steps through the versions of a turn: "2 of 3". */
export function VersionNav({
  node,
  onChoose,
}: {
  node: BranchNode;
  onChoose: (messageId: string) => void;
}) {
  const { t } = useTranslation();
  const { siblings, place } = node;
  if (siblings.length < 2) return null;
  const step = (by: number) => {
    const id = siblings[place + by];
    if (id !== undefined) onChoose(id);
  };
  return (
    <div
      role="group"
      aria-label={t("chat.versions.label")}
      className="flex items-center text-xs text-ink-muted"
    >
      <ActionButton
        icon="chevronLeft"
        label={t("chat.versions.previous")}
        disabled={place === 0}
        onClick={() => step(-1)}
      />
      <span className="tabular-nums">
        {t("chat.versions.place", { place: place + 1, total: siblings.length })}
      </span>
      <ActionButton
        icon="chevronRight"
        label={t("chat.versions.next")}
        disabled={place === siblings.length - 1}
        onClick={() => step(1)}
      />
    </div>
  );
}

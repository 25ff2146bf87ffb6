import { useEffect, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Markdown } from "@/lib/markdown";
import { cx } from "@/lib/cx";
import { Icon } from "@/ui";
import { useMarkdownLabels } from "../labels";

export interface ThinkingProps {
  text: string;
  active: boolean;
  /** Milliseconds, where known. */
  duration: number | undefined;
}

/** Seconds since this came on the screen, while it is active. */
function useElapsed(active: boolean): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    if (!active) return undefined;
    const started = Date.now();
    const timer = setInterval(() => setSeconds(Math.floor((Date.now() - started) / 1000)), 1000);
    return () => clearInterval(timer);
  }, [active]);
  return seconds;
}

/** What the model thought before it answered: folded, quiet, and there for who wants to read it. */
export function Thinking({ text, active, duration }: ThinkingProps) {
  const { t } = useTranslation();
  const labels = useMarkdownLabels();
  const [open, setOpen] = useState(false);
  const elapsed = useElapsed(active);
  const id = useId();
  // The run knows how long it took; what is stored does not, so it is kept for as long as this is on the page.
  const [kept, setKept] = useState(duration);
  if (duration !== undefined && duration !== kept) setKept(duration);
  const seconds = kept === undefined ? elapsed : Math.max(1, Math.round(kept / 1000));
  const summary = active
    ? t("chat.thinking.active")
    : seconds > 0
      ? t("chat.thinking.done", { count: seconds })
      : t("chat.thinking.title");
  return (
    <div className="text-sm">
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
        className="-ml-2 inline-flex h-(--control-sm) items-center gap-1.5 rounded-sm px-2 text-ink-faint transition-colors hover:bg-hover hover:text-ink"
      >
        <Icon name="thought" className={cx("size-4", active && "animate-pulse")} />
        <span>{summary}</span>
        {active && elapsed > 1 && (
          <span className="tabular-nums">{t("chat.thinking.seconds", { count: elapsed })}</span>
        )}
        <Icon
          name="chevronRight"
          className={cx("size-3.5 transition-transform", open && "rotate-90")}
        />
      </button>
      <div id={id} hidden={!open}>
        {open && (
          <div className="mt-1 ml-1.5 border-l-2 border-line pl-4 text-ink-muted [&_.md]:text-sm [&_.md]:leading-normal">
            <Markdown text={text} done={!active} labels={labels} />
          </div>
        )}
      </div>
    </div>
  );
}

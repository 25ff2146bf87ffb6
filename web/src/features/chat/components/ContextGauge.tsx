import { Popover } from "radix-ui";
import { useTranslation } from "react-i18next";
import { useStartupConfig } from "@/features/auth";
import { cx } from "@/lib/cx";
import { filledPercent, useContextUsage, type ContextUsage } from "../context";
import type { BranchNode } from "../tree";
import { formatCount } from "./usage";

/** From this share on the gauge warns, in percent. */
const NEARLY_FULL = 80;

/** A ring that fills as the conversation fills the model's context; it opens to say with what. */
export function ContextGauge({ place, branch }: { place: string; branch: readonly BranchNode[] }) {
  const { t } = useTranslation();
  const config = useStartupConfig();
  const usage = useContextUsage(place, branch);
  if (usage === null || config?.interface?.contextUsage === false) return null;
  const percent = filledPercent(usage);
  const label = t("chat.context.label", { percent });
  return (
    <Popover.Root>
      <Popover.Trigger
        aria-label={label}
        title={label}
        className={cx(
          "flex size-(--control-md) shrink-0 items-center justify-center rounded-sm transition-colors hover:bg-hover data-[state=open]:bg-hover",
          percent >= NEARLY_FULL || usage.cut > 0 ? "text-warning" : "text-ink-faint",
        )}
      >
        <Ring percent={percent} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          side="top"
          align="end"
          sideOffset={10}
          collisionPadding={8}
          aria-label={t("chat.context.title")}
          className="animate-rise-in z-(--layer-menu) w-[min(20rem,calc(100vw-1rem))] rounded-lg bg-raised p-4 text-sm shadow-high ring-1 ring-line focus:outline-none"
        >
          <Breakdown usage={usage} percent={percent} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Ring({ percent }: { percent: number }) {
  return (
    <svg viewBox="0 0 20 20" fill="none" strokeWidth="2.5" aria-hidden="true" className="size-5">
      <circle cx="10" cy="10" r="7" className="stroke-line" />
      <circle
        cx="10"
        cy="10"
        r="7"
        pathLength="100"
        strokeDasharray={`${Math.max(percent, 2)} 100`}
        transform="rotate(-90 10 10)"
        stroke="currentColor"
      />
    </svg>
  );
}

function Breakdown({ usage, percent }: { usage: ContextUsage; percent: number }) {
  const { t } = useTranslation();
  const { window, instructions, messages, answer, messageCount, cut } = usage;
  const filled = instructions + messages + answer;
  const rows = [
    { label: t("chat.context.instructions"), tokens: instructions },
    { label: t("chat.context.messages", { count: messageCount }), tokens: messages },
    { label: t("chat.context.answer"), tokens: answer },
    { label: t("chat.context.free"), tokens: Math.max(0, window - filled) },
  ];
  return (
    <>
      <h3 className="font-semibold">{t("chat.context.title")}</h3>
      <p className="mt-0.5 text-xs text-ink-muted tabular-nums">
        {t("chat.context.sum", {
          filled: formatCount(filled),
          window: formatCount(window),
          percent,
        })}
      </p>
      <dl className="mt-3 space-y-1.5">
        {rows.map(({ label, tokens }) => (
          <div key={label} className="flex justify-between gap-4">
            <dt className="text-ink-muted">{label}</dt>
            <dd className="tabular-nums">{formatCount(tokens)}</dd>
          </div>
        ))}
      </dl>
      {cut > 0 && (
        <p className="mt-3 text-xs text-warning">{t("chat.context.cut", { count: cut })}</p>
      )}
      {filled > window && <p className="mt-3 text-xs text-warning">{t("chat.context.over")}</p>}
      <p className="mt-3 text-xs text-ink-faint">{t("chat.context.estimated")}</p>
    </>
  );
}

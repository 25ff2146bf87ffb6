import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { enterKey, useAsksForKey } from "@/features/account";
import { Button, Icon } from "@/ui";
import type { Failure } from "../failures";
import { ScrollText } from "./ScrollText";

export interface ErrorCardProps {
  failure: Failure;
  onRetry?: (() => void) | undefined;
  onContinue?: (() => void) | undefined;
  onInspect?: (() => void) | undefined;
  onOtherModel?: (() => void) | undefined;
  onDismiss?: (() => void) | undefined;
}

/** A failure in full: who failed, why, what to do, and the raw words for who wants them. */
export function ErrorCard(props: ErrorCardProps) {
  const { failure, onRetry, onContinue, onInspect, onOtherModel, onDismiss } = props;
  const { t } = useTranslation();
  const who = failure.who ?? t("chat.failure.somebody");
  const names = { who, model: failure.model ?? "", parameter: failure.parameter ?? "" };
  const fix =
    failure.kind === "bad_request" && failure.parameter !== null && failure.fix === null
      ? t("chat.failure.fix.parameter", names)
      : (failure.fix ?? t(`chat.failure.fix.${failure.kind}`, names));
  return (
    <section
      aria-label={t("chat.failure.label")}
      className="rounded-lg bg-danger-soft p-4 text-sm leading-normal"
    >
      <p className="flex items-start gap-2 font-semibold text-danger">
        <Icon name="alert" className="mt-px" />
        {t(`chat.failure.title.${failure.kind}`, names)}
      </p>
      <div className="mt-1.5 space-y-1 pl-6.5 break-words">
        <p>{failure.cause ?? t(`chat.failure.cause.${failure.kind}`, names)}</p>
        <p className="text-ink-muted">{fix}</p>
        <Facts failure={failure} />
        {failure.raw !== null && failure.raw !== failure.cause && (
          <details className="pt-1">
            <summary className="cursor-default text-xs font-medium text-ink-muted hover:text-ink">
              {t("chat.failure.raw")}
            </summary>
            <ScrollText text={failure.raw} className="mt-1.5 max-h-64" />
          </details>
        )}
        <div className="flex flex-wrap gap-2 pt-2 empty:hidden">
          <KeyButton failure={failure} />
          {onRetry !== undefined && (
            <Button size="sm" icon="refresh" onClick={onRetry}>
              {t("common.retry")}
            </Button>
          )}
          {onContinue !== undefined && (
            <Button size="sm" icon="continue" onClick={onContinue}>
              {t("chat.continue")}
            </Button>
          )}
          {onOtherModel !== undefined && (
            <Button size="sm" look="quiet" onClick={onOtherModel}>
              {t("chat.failure.otherModel")}
            </Button>
          )}
          {onInspect !== undefined && (
            <Button size="sm" look="quiet" onClick={onInspect}>
              {t("chat.inspect.open")}
            </Button>
          )}
          {onDismiss !== undefined && (
            <Button size="sm" look="quiet" onClick={onDismiss}>
              {t("common.dismiss")}
            </Button>
          )}
        </div>
      </div>
    </section>
  );
}

/** The way to the form where a key of one's own is missing or was refused. */
function KeyButton({ failure: { kind, who } }: { failure: Failure }) {
  const { t } = useTranslation();
  const asked = useAsksForKey(who);
  if (!asked || (kind !== "missing_key" && kind !== "authentication")) return null;
  return (
    <Button size="sm" look="primary" icon="key" onClick={() => enterKey(who ?? undefined)}>
      {t("keys.enter")}
    </Button>
  );
}

function Facts({ failure }: { failure: Failure }): ReactNode {
  const { t } = useTranslation();
  const facts = [
    failure.model,
    failure.status === null ? null : t("chat.failure.status", { status: failure.status }),
    failure.attempts > 1 ? t("chat.failure.attempts", { count: failure.attempts }) : null,
    failure.requestId === null ? null : t("error.requestId", { id: failure.requestId }),
  ].filter((fact) => fact !== null);
  if (facts.length === 0) return null;
  return <p className="text-xs text-ink-faint tabular-nums">{facts.join(" · ")}</p>;
}

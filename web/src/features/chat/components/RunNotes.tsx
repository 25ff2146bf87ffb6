/** The quiet lines under an answer that is being written. */
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon, Spinner } from "@/ui";
import type { RetryNotice } from "../stream/frames";

/** Whole seconds left of a span that starts when its key changes. */
function useCountdown(milliseconds: number, key: unknown): number {
  const [left, setLeft] = useState(milliseconds);
  useEffect(() => {
    const ends = Date.now() + milliseconds;
    const update = () => setLeft(Math.max(0, ends - Date.now()));
    update();
    const timer = setInterval(update, 250);
    return () => clearInterval(timer);
  }, [milliseconds, key]);
  return Math.ceil(left / 1000);
}

/** "Rate limited. Trying again in 3 s, attempt 2 of 3." */
export function RetryLine({ retry, who }: { retry: RetryNotice; who: string }) {
  const { t } = useTranslation();
  const seconds = useCountdown(retry.delayMs, retry);
  const cause =
    retry.kind === "rate_limit"
      ? t("chat.retry.rateLimit", { who })
      : retry.status === undefined
        ? t("chat.retry.unreachable", { who })
        : t("chat.retry.failed", { who, status: retry.status });
  const when = seconds > 0 ? t("chat.retry.in", { count: seconds }) : t("chat.retry.now");
  return (
    <p className="flex items-start gap-2 text-sm text-warning">
      <Icon name="refresh" className="mt-0.5 size-4" />
      <span className="tabular-nums">
        {cause} {when}{" "}
        {t("chat.retry.attempt", { attempt: retry.attempt, most: retry.maxAttempts })}
      </span>
    </p>
  );
}

export function ReconnectLine() {
  const { t } = useTranslation();
  return (
    <p role="status" className="flex items-center gap-2 text-sm text-warning">
      <Icon name="wifiOff" className="size-4" />
      {t("chat.reconnecting")}
    </p>
  );
}

/** Shown between sending and the first word. */
export function WaitingMark() {
  return (
    <div aria-hidden="true" className="flex h-7 items-center gap-1.5">
      <span className="chat-dot size-1.5 rounded-full bg-ink-faint" />
      <span className="chat-dot size-1.5 rounded-full bg-ink-faint" />
      <span className="chat-dot size-1.5 rounded-full bg-ink-faint" />
    </div>
  );
}

export function StoppingMark() {
  const { t } = useTranslation();
  return (
    <p className="flex items-center gap-2 text-sm text-ink-faint">
      <Spinner /> {t("chat.stopping")}
    </p>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { describeError } from "@/api";
import { cx } from "@/lib/cx";
import { Badge, EmptyState, Segmented, Spinner } from "@/ui";
import { wireCallsQuery, wireRecordQuery, type WireCall, type WireRecord } from "../api";
import type { Message } from "../stream/frames";
import { Drawer } from "./Drawer";
import { RequestView, ResponseView, TimingView } from "./WireViews";

export interface InspectorProps {
  place: string;
  message: Message;
  onClose: () => void;
}

/** The call that brought the answer: the last attempt, whenever the title's call was made. */
function answersCall(calls: readonly WireCall[] | undefined): WireCall | undefined {
  return calls?.findLast(({ purpose }) => purpose === "chat") ?? calls?.at(-1);
}

/** What really went over the wire for an answer: every call, byte for byte, secrets taken out. */
export function Inspector({ place, message, onClose }: InspectorProps) {
  const { t } = useTranslation();
  const { data, error, isPending } = useQuery(wireCallsQuery(place, message.messageId));
  const [chosen, setChosen] = useState<string | null>(null);
  const current = data?.find(({ id }) => id === chosen) ?? answersCall(data);
  return (
    <Drawer
      wide
      open
      title={t("chat.inspect.title")}
      description={t("chat.inspect.lead")}
      onClose={onClose}
    >
      {isPending && <Spinner className="mx-auto my-10 size-6 text-ink-faint" />}
      {error !== null && <EmptyState title={describeError(error).text} />}
      {data !== undefined && data.length === 0 && (
        <EmptyState title={t("chat.inspect.none")} hint={t("chat.inspect.noneHint")} />
      )}
      {data !== undefined && current !== undefined && (
        <div className="flex flex-col gap-5">
          <ul aria-label={t("chat.inspect.calls")} className="flex flex-col gap-1">
            {data.map((call) => (
              <li key={call.id}>
                <CallRow
                  call={call}
                  current={call.id === current.id}
                  onChoose={() => setChosen(call.id)}
                />
              </li>
            ))}
          </ul>
          <CallDetail key={current.id} call={current} />
        </div>
      )}
    </Drawer>
  );
}

interface CallRowProps {
  call: WireCall;
  current: boolean;
  onChoose: () => void;
}

function CallRow({ call, current, onChoose }: CallRowProps) {
  const { t } = useTranslation();
  const ok = typeof call.status === "number" && call.status < 400 && !call.error;
  return (
    <button
      type="button"
      aria-pressed={current}
      onClick={onChoose}
      className={cx(
        "flex w-full items-center gap-3 rounded-md px-3 py-2 text-left text-sm transition-colors",
        current ? "bg-accent-soft" : "hover:bg-hover",
      )}
    >
      <Badge tone={ok ? "success" : "danger"}>{call.status ?? t("chat.inspect.noStatus")}</Badge>
      <span className="min-w-0 flex-1 truncate">
        <span className="font-medium">{call.purpose}</span>{" "}
        <span className="text-ink-faint">
          {[call.endpoint, call.model].filter(Boolean).join(" · ")}
        </span>
      </span>
      {call.attempt > 1 && (
        <span className="text-xs text-ink-faint">
          {t("chat.inspect.attempt", { count: call.attempt })}
        </span>
      )}
      {typeof call.totalMs === "number" && (
        <span className="text-xs text-ink-faint tabular-nums">
          {t("chat.inspect.ms", { value: Math.round(call.totalMs) })}
        </span>
      )}
    </button>
  );
}

type Tab = "request" | "response" | "timing";

function CallDetail({ call }: { call: WireCall }) {
  const { t } = useTranslation();
  const { data, error } = useQuery(wireRecordQuery(call.id));
  const [tab, setTab] = useState<Tab>("request");
  const record: WireRecord = { ...call, ...data };
  return (
    <section aria-label={t("chat.inspect.call")}>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <Segmented<Tab>
          label={t("chat.inspect.call")}
          value={tab}
          onChange={setTab}
          options={[
            { value: "request", label: t("chat.inspect.request") },
            { value: "response", label: t("chat.inspect.response") },
            { value: "timing", label: t("chat.inspect.timing") },
          ]}
        />
        {record.truncated === true && <Badge tone="warning">{t("chat.inspect.truncated")}</Badge>}
      </div>
      {typeof call.error === "string" && call.error !== "" && (
        <p className="mt-3 rounded-md bg-danger-soft px-3 py-2 text-sm break-words text-danger">
          {call.error}
        </p>
      )}
      {error !== null && <EmptyState title={describeError(error).text} />}
      <div className="mt-4">
        {tab === "request" && <RequestView record={record} />}
        {tab === "response" && <ResponseView record={record} />}
        {tab === "timing" && <TimingView record={record} />}
      </div>
    </section>
  );
}

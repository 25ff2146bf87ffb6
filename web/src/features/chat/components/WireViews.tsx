import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { copyText } from "@/lib/markdown";
import { Button, Segmented } from "@/ui";
import type { WireRecord } from "../api";
import { prettyJson, streamEvents, timeSpans } from "../prettyWire";
import { ScrollText } from "./ScrollText";
import { formatCount } from "./usage";

export function RequestView({ record }: { record: WireRecord }) {
  const { t } = useTranslation();
  return (
    <div className="flex flex-col gap-4">
      <p className="font-mono text-xs break-all">
        <span className="font-semibold">{record.method}</span> {record.url}
      </p>
      <Headers headers={record.requestHeaders} />
      <Body label={t("chat.inspect.body")} text={record.requestBody ?? ""} />
    </div>
  );
}

export function ResponseView({ record }: { record: WireRecord }) {
  const { t } = useTranslation();
  const body = record.responseBody ?? "";
  const events = streamEvents(body);
  const [view, setView] = useState<"events" | "raw">("events");
  return (
    <div className="flex flex-col gap-4">
      <Headers headers={record.responseHeaders} />
      {events !== null && (
        <div className="flex items-center gap-3">
          <Segmented
            label={t("chat.inspect.body")}
            value={view}
            onChange={setView}
            options={[
              { value: "events", label: t("chat.inspect.events", { count: events.length }) },
              { value: "raw", label: t("chat.inspect.raw") },
            ]}
          />
        </div>
      )}
      {events !== null && view === "events" ? (
        <ol className="flex flex-col gap-px overflow-hidden rounded-md ring-1 ring-line">
          {events.map((event) => (
            <li
              key={event.number}
              className="flex gap-3 bg-code-ground px-3 py-1.5 font-mono text-xs"
            >
              <span className="w-8 shrink-0 text-right text-ink-faint tabular-nums">
                {event.number}
              </span>
              <span className="min-w-0 break-all whitespace-pre-wrap">
                {event.event !== "" && <span className="text-accent">{event.event} </span>}
                {event.data}
              </span>
            </li>
          ))}
        </ol>
      ) : (
        <Body label={t("chat.inspect.body")} text={body} />
      )}
    </div>
  );
}

const spanLooks = { connect: "bg-info", wait: "bg-warning", read: "bg-accent" } as const;

export function TimingView({ record }: { record: WireRecord }) {
  const { t } = useTranslation();
  const spans = timeSpans(record);
  const last = spans.at(-1);
  const total = last === undefined ? 0 : last.from + last.length;
  const usage = Object.entries(record.usage ?? {}).filter(([, value]) => value !== null);
  return (
    <div className="flex flex-col gap-5 text-sm">
      {spans.length === 0 && <p className="text-ink-faint">{t("chat.inspect.noTiming")}</p>}
      <dl className="flex flex-col gap-3">
        {spans.map((span) => (
          <div key={span.name}>
            <div className="flex justify-between text-xs">
              <dt>{t(`chat.inspect.span.${span.name}`)}</dt>
              <dd className="tabular-nums">
                {t("chat.inspect.ms", { value: formatCount(Math.round(span.length)) })}
              </dd>
            </div>
            <svg
              viewBox="0 0 100 4"
              preserveAspectRatio="none"
              className="mt-1 h-1.5 w-full"
              aria-hidden="true"
            >
              <rect width="100" height="4" className="fill-current text-line" />
              <rect
                x={total === 0 ? 0 : (span.from / total) * 100}
                width={total === 0 ? 0 : Math.max(0.6, (span.length / total) * 100)}
                height="4"
                className={`fill-current ${spanLooks[span.name].replace("bg-", "text-")}`}
              />
            </svg>
          </div>
        ))}
      </dl>
      {usage.length > 0 && (
        <Section title={t("chat.inspect.usage")}>
          <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-xs">
            {usage.map(([name, value]) => (
              <Row
                key={name}
                name={name}
                value={typeof value === "object" ? JSON.stringify(value) : String(value)}
              />
            ))}
          </dl>
        </Section>
      )}
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1.5 text-xs font-semibold text-ink-muted">{title}</h3>
      {children}
    </section>
  );
}

function Row({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt className="font-mono text-ink-muted">{name}</dt>
      <dd className="font-mono break-all">{value}</dd>
    </>
  );
}

function Headers({ headers }: { headers: WireRecord["requestHeaders"] }) {
  const { t } = useTranslation();
  if (headers === undefined || headers.length === 0) return null;
  return (
    <Section title={t("chat.inspect.headers")}>
      <dl className="grid grid-cols-[minmax(6rem,auto)_1fr] gap-x-4 gap-y-1 text-xs">
        {headers.map(([name, value]) => (
          <Row key={`${name}: ${value}`} name={name} value={value} />
        ))}
      </dl>
    </Section>
  );
}

function Body({ label, text }: { label: string; text: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  if (text === "") return <p className="text-sm text-ink-faint">{t("chat.inspect.noBody")}</p>;
  const copy = async () => {
    const done = await copyText(text);
    setCopied(done);
    if (done) setTimeout(() => setCopied(false), 1600);
  };
  return (
    <Section title={label}>
      <div className="relative">
        <div className="absolute top-1.5 right-3 z-(--layer-header)">
          <Button size="sm" onClick={() => void copy()}>
            {copied ? t("chat.copied") : t("chat.copy")}
          </Button>
        </div>
        <ScrollText
          text={prettyJson(text)}
          className="max-h-[60dvh] pt-11 leading-normal ring-1 ring-line"
        />
      </div>
    </Section>
  );
}

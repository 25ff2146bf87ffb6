import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useSearchParams } from "react-router";
import { describeError } from "@/api";
import { useDebounced } from "@/lib/useDebounced";
import { Button, EmptyState, Icon, IconButton, inputLook, Notice, Page, Spinner } from "@/ui";
import { joinPages, searchQuery, type SearchInput } from "../api";
import { TagFilter } from "./TagFilter";
import { ResultGroup } from "./ResultGroup";

/** Pause in typing after which the server is asked, in ms. */
const TYPING_PAUSE_MS = 150;

/** The search; it begins anew when another place of the client asks for something else. */
export function SearchPage() {
  const state = useLocation().state as { asked?: string } | null;
  const asked = state?.asked ?? "";
  return <Search key={asked} asked={asked} />;
}

/** Searches titles and messages as one types; the address keeps what was searched for. */
function Search({ asked }: { asked: string }) {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const [typed, setTyped] = useState(params.get("q") ?? "");
  const [from, setFrom] = useState(params.get("from") ?? "");
  const [to, setTo] = useState(params.get("to") ?? "");
  const [tags, setTags] = useState<readonly string[]>(params.getAll("tag"));
  const text = useDebounced(typed.trim(), TYPING_PAUSE_MS);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  useEffect(() => {
    const kept = Object.entries({ q: text, from, to }).filter(([, value]) => value !== "");
    const marked = tags.map((tag) => ["tag", tag]);
    setParams(new URLSearchParams([...kept, ...marked]), { replace: true, state: { asked } });
  }, [text, from, to, tags, asked, setParams]);
  return (
    <Page title={t("search.title")}>
      <title>{`${t("search.title")} · ${t("app.name")}`}</title>
      <search>
        <div className="relative">
          <Icon
            name="search"
            className="pointer-events-none absolute top-1/2 left-3.5 -translate-y-1/2 text-ink-faint"
          />
          <input
            ref={field}
            type="search"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            aria-label={t("search.field")}
            placeholder={t("search.placeholder")}
            className={`${inputLook} pr-10! pl-10! [&::-webkit-search-cancel-button]:hidden`}
          />
          {typed !== "" && (
            <IconButton
              icon="close"
              size="sm"
              label={t("conversations.clearSearch")}
              onClick={() => {
                setTyped("");
                field.current?.focus();
              }}
              className="absolute top-1/2 right-2 -translate-y-1/2"
            />
          )}
        </div>
        <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2 text-sm text-ink-muted">
          <DayField label={t("search.from")} value={from} onChange={setFrom} />
          <DayField label={t("search.to")} value={to} onChange={setTo} />
          {(from !== "" || to !== "") && (
            <Button
              size="sm"
              look="quiet"
              onClick={() => {
                setFrom("");
                setTo("");
              }}
            >
              {t("search.anyTime")}
            </Button>
          )}
        </div>
        <TagFilter chosen={tags} onChange={setTags} />
      </search>
      <Results input={{ text, from, to, tags }} />
    </Page>
  );
}

interface DayFieldProps {
  label: string;
  value: string;
  onChange: (day: string) => void;
}

function DayField({ label, value, onChange }: DayFieldProps) {
  return (
    <label className="flex items-center gap-2">
      {label}
      <input
        type="date"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="h-(--control-md) rounded-sm bg-raised px-2 text-ink ring-1 ring-line-strong outline-none ring-inset focus-visible:ring-2 focus-visible:ring-focus"
      />
    </label>
  );
}

function Results({ input }: { input: SearchInput }) {
  const { t } = useTranslation();
  const found = useInfiniteQuery(searchQuery(input));
  if (input.text === "") return <p className="mt-8 text-ink-muted">{t("search.hint")}</p>;
  if (found.isPending) {
    return (
      <div className="mt-10 flex justify-center text-ink-faint">
        <Spinner className="size-6" />
      </div>
    );
  }
  if (found.error !== null) {
    const { text, detail } = describeError(found.error);
    return (
      <EmptyState title={text} {...(detail === undefined ? {} : { hint: detail })}>
        <Button icon="refresh" onClick={() => void found.refetch()}>
          {t("common.retry")}
        </Button>
      </EmptyState>
    );
  }
  const groups = joinPages(found.data.pages);
  const first = found.data.pages[0];
  return (
    <div className="mt-5" aria-busy={found.isFetching}>
      {first?.building !== undefined && (
        <Notice className="mb-3">
          {t("search.building", { percent: Math.round(first.building * 100) })}
        </Notice>
      )}
      <p role="status" className="mb-3 text-sm text-ink-muted">
        {groups.length === 0
          ? t("search.nothing", { text: input.text })
          : t("search.found", { count: first?.total ?? 0 })}
      </p>
      <ul className="-mx-3 flex flex-col gap-6">
        {groups.map((group) => (
          <ResultGroup key={group.conversationId} group={group} />
        ))}
      </ul>
      {found.hasNextPage && (
        <div className="mt-6 flex justify-center">
          <Button busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {t("search.more")}
          </Button>
        </div>
      )}
    </div>
  );
}

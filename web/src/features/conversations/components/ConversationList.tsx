import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useVirtualizer, defaultRangeExtractor, type Range } from "@tanstack/react-virtual";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { describeError, type Conversation } from "@/api";
import { useSettled } from "@/lib/useSettled";
import { Button, EmptyState, Spinner } from "@/ui";
import { activeRunsQuery, conversationListQuery } from "../api";
import { useFilter } from "../filter";
import { buildRows, type ListRow } from "../rows";
import { ConversationRow } from "./ConversationRow";
import { GroupHeading } from "./GroupHeading";
import { ListSkeleton } from "./ListSkeleton";
import { useListKeys } from "./useListKeys";

export interface ConversationListProps {
  /** Words that titles must contain; empty for all. */
  search: string;
  /** The conversation on the page. */
  openId: string | undefined;
  /** Called when one was chosen (a phone's sheet closes). */
  onOpen?: (() => void) | undefined;
}

/** Heights in rem; rows are measured afterwards, these only start the scrolling right. */
const ROW_REM = 2.25;
const HEADING_REM = 2.5;
/** The next page is asked for when this many rows are left below. */
const AHEAD = 15;

/** Every conversation of the user, grouped by age; only what is visible is in the document. */
export function ConversationList({ search, openId, onOpen }: ConversationListProps) {
  const { t } = useTranslation();
  const { tag, projectId } = useFilter();
  const settled = useSettled();
  const filtered = search !== "" || tag !== undefined || projectId !== undefined;
  const list = useInfiniteQuery(conversationListQuery({ search, tag, projectId }));
  const pinned = useInfiniteQuery({
    ...conversationListQuery({ pinned: true }),
    enabled: settled && !filtered,
  });
  const rows = useRows(list.data?.pages, filtered ? undefined : pinned.data?.pages);

  if (list.isPending) return <ListSkeleton />;
  if (list.isError && rows.length === 0) {
    return (
      <EmptyState title={t("conversations.failed")} hint={describeError(list.error).text}>
        <Button size="sm" icon="refresh" onClick={() => void list.refetch()}>
          {t("common.retry")}
        </Button>
      </EmptyState>
    );
  }
  if (rows.length === 0) {
    return !filtered ? (
      <EmptyState title={t("conversations.empty.title")} hint={t("conversations.empty.hint")} />
    ) : (
      <EmptyState title={t("conversations.noMatch.title")} hint={t("conversations.noMatch.hint")} />
    );
  }
  return (
    <VirtualRows
      rows={rows}
      openId={openId}
      onOpen={onOpen}
      onNearEnd={
        list.hasNextPage && !list.isFetchingNextPage ? () => void list.fetchNextPage() : undefined
      }
      loadingMore={list.isFetchingNextPage}
    />
  );
}

type Pages = readonly { conversations: Conversation[] }[] | undefined;

function useRows(pages: Pages, pinned: Pages): ListRow[] {
  const today = new Date().toDateString();
  return useMemo(() => {
    const all = (of: Pages) => of?.flatMap((page) => page.conversations) ?? [];
    return buildRows(all(pages), new Date(today), all(pinned));
  }, [pages, pinned, today]);
}

interface VirtualRowsProps {
  rows: ListRow[];
  openId: string | undefined;
  onOpen: (() => void) | undefined;
  onNearEnd: (() => void) | undefined;
  loadingMore: boolean;
}

function VirtualRows({ rows, openId, onOpen, onNearEnd, loadingMore }: VirtualRowsProps) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const [editing, setEditing] = useState<string>();
  const [focused, setFocused] = useState<number>();
  const running = useQuery(activeRunsQuery).data;
  const rem = useRem();

  const rangeExtractor = useCallback(
    (range: Range) => {
      const visible = defaultRangeExtractor(range);
      // The focused row stays in the document, or scrolling would drop the focus.
      if (focused === undefined || focused >= range.count || visible.includes(focused))
        return visible;
      return [...visible, focused].sort((one, other) => one - other);
    },
    [focused],
  );
  // TanStack Virtual's own hook; its result is read in this component only.
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (rows[index]?.kind === "heading" ? HEADING_REM : ROW_REM) * rem,
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 8,
    rangeExtractor,
  });
  const items = virtual.getVirtualItems();
  const lastIndex = items.at(-1)?.index ?? 0;

  useEffect(() => {
    if (lastIndex >= rows.length - AHEAD) onNearEnd?.();
  }, [lastIndex, rows.length, onNearEnd]);

  const openIndex = rows.findIndex((row) => row.kind === "conversation" && row.key === openId);
  const tabStop =
    focused ?? (openIndex >= 0 ? openIndex : rows.findIndex(({ kind }) => kind === "conversation"));
  const onKeyDown = useListKeys({
    rows,
    focused,
    scroller,
    scrollTo: (index) => virtual.scrollToIndex(index),
    onRename: setEditing,
  });

  return (
    <div ref={scroller} className="h-full overflow-y-auto px-2 pb-4" onKeyDown={onKeyDown}>
      <ul
        aria-label={t("conversations.list")}
        className="relative w-full"
        style={{ height: virtual.getTotalSize() }}
      >
        {items.map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          return (
            <li
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${item.start}px)` }}
            >
              {row.kind === "heading" ? (
                <GroupHeading age={row.age} />
              ) : (
                <ConversationRow
                  conversation={row.conversation}
                  open={row.key === openId}
                  running={running?.includes(row.key) ?? false}
                  editing={row.key === editing}
                  tabStop={item.index === tabStop}
                  onEditing={(on) => setEditing(on ? row.key : undefined)}
                  onFocus={() => setFocused(item.index)}
                  onOpen={onOpen}
                />
              )}
            </li>
          );
        })}
      </ul>
      {loadingMore && (
        <div className="flex justify-center py-3 text-ink-faint">
          <Spinner />
        </div>
      )}
    </div>
  );
}

function useRem(): number {
  return useMemo(
    () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16,
    [],
  );
}

import { useCallback, type KeyboardEvent, type RefObject } from "react";
import type { Conversation } from "@/api";
import { useDeleteConversation } from "../actions";
import type { ListRow } from "../rows";

export interface ListKeys {
  rows: readonly ListRow[];
  /** Index of the row that has or last had the focus. */
  focused: number | undefined;
  scroller: RefObject<HTMLElement | null>;
  scrollTo: (index: number) => void;
  onRename: (conversationId: string) => void;
}

/** Up, Down, Home and End walk through the list, F2 renames, Delete deletes. */
export function useListKeys({ rows, focused, scroller, scrollTo, onRename }: ListKeys) {
  const remove = useDeleteConversation();

  const focusRow = useCallback(
    (index: number) => {
      scrollTo(index);
      // The row may have to be rendered first.
      requestAnimationFrame(() =>
        scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"] a`)?.focus(),
      );
    },
    [scrollTo, scroller],
  );

  return (event: KeyboardEvent) => {
    if (!(event.target instanceof HTMLAnchorElement) || focused === undefined) return;
    const target = next(event.key, rows, focused);
    if (target !== undefined) {
      event.preventDefault();
      focusRow(target);
      return;
    }
    const conversation = conversationAt(rows, focused);
    if (conversation === undefined) return;
    if (event.key === "F2") {
      event.preventDefault();
      onRename(conversation.conversationId);
    } else if (event.key === "Delete") {
      event.preventDefault();
      const neighbour = next("ArrowDown", rows, focused) ?? next("ArrowUp", rows, focused);
      if (neighbour !== undefined) focusRow(neighbour);
      void remove(conversation);
    }
  };
}

/** The index that a key leads to; headings are stepped over. Exported for its test. */
export function next(key: string, rows: readonly ListRow[], from: number): number | undefined {
  const stops = rows.flatMap((row, index) => (row.kind === "conversation" ? [index] : []));
  if (key === "Home") return stops[0];
  if (key === "End") return stops.at(-1);
  if (key === "ArrowDown") return stops.find((index) => index > from);
  if (key === "ArrowUp") return stops.findLast((index) => index < from);
  return undefined;
}

function conversationAt(rows: readonly ListRow[], index: number): Conversation | undefined {
  const row = rows[index];
  return row?.kind === "conversation" ? row.conversation : undefined;
}

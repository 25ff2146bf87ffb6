import type { InfiniteData } from "@tanstack/react-query";
import {
  queryClient,
  type ActiveRunsAnswer,
  type Conversation,
  type ConversationPage,
} from "@/api";
import { conversationKeys, MAIN_VIEW } from "./api";

type Pages = InfiniteData<ConversationPage, string | null>;

/**
 * Puts what is newly known of a conversation into every list and into its own record: a title that
 * just arrived, a new conversation (it goes to the top), the end of a run. A patch without
 * `updatedAt` does not move the row.
 */
export function patchConversation(
  patch: Partial<Conversation> & Pick<Conversation, "conversationId">,
): void {
  const id = patch.conversationId;
  queryClient.setQueryData<Conversation>(conversationKeys.one(id), (old) =>
    old === undefined ? old : { ...old, ...patch },
  );
  for (const [key, pages] of queryClient.getQueriesData<Pages>({
    queryKey: conversationKeys.lists,
  })) {
    if (pages === undefined) continue;
    // Whether a new conversation belongs into a search or a filter is for the server to say, and a
    // pinned one is in the group above the main view.
    const mayEnter = key.at(-1) === MAIN_VIEW && !isPinned(id);
    if (!mayEnter && findRow(pages, id) === undefined) continue;
    queryClient.setQueryData<Pages>(key, patchPages(pages, patch));
  }
}

function isPinned(id: string): boolean {
  const pages = queryClient.getQueryData<Pages>(conversationKeys.list({ pinned: true }));
  return pages !== undefined && findRow(pages, id) !== undefined;
}

/** Exported for its test; `patchConversation` is the way in. */
export function patchPages(
  pages: Pages,
  patch: Partial<Conversation> & Pick<Conversation, "conversationId">,
): Pages {
  const old = findRow(pages, patch.conversationId);
  if (old !== undefined && (patch.updatedAt === undefined || patch.updatedAt <= old.updatedAt)) {
    return mapPages(pages, (rows) =>
      rows.map((row) => (row.conversationId === old.conversationId ? { ...row, ...patch } : row)),
    );
  }
  // A temporary chat is in no list.
  if (old === undefined && (!isComplete(patch) || patch.isTemporary === true)) return pages;
  const merged = { ...old, ...patch } as Conversation;
  const without = mapPages(pages, (rows) =>
    rows.filter((row) => row.conversationId !== patch.conversationId),
  );
  const [first, ...rest] = without.pages;
  if (first === undefined) return pages;
  return {
    ...without,
    pages: [{ ...first, conversations: [merged, ...first.conversations] }, ...rest],
  };
}

/** Takes a conversation out of every list at once (before the server has agreed). */
export function removeFromLists(conversationId: string): void {
  queryClient.setQueriesData<Pages>({ queryKey: conversationKeys.lists }, (pages) =>
    pages === undefined
      ? pages
      : mapPages(pages, (rows) => rows.filter((row) => row.conversationId !== conversationId)),
  );
}

/** Marks an answer as running or done in the list at once; the server's own word follows. */
export function markRunning(conversationId: string, running: boolean): void {
  queryClient.setQueryData<ActiveRunsAnswer>(conversationKeys.active, (answer) => {
    const others = (answer?.activeJobIds ?? []).filter((id) => id !== conversationId);
    return { activeJobIds: running ? [...others, conversationId] : others };
  });
  void queryClient.invalidateQueries({ queryKey: conversationKeys.active });
}

/** Asks the server for one conversation's record again. */
export function refreshConversation(conversationId: string): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: conversationKeys.one(conversationId) });
}

/** Asks the server for the lists again. */
export function refreshConversations(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: conversationKeys.lists });
}

function findRow(pages: Pages, id: string): Conversation | undefined {
  for (const page of pages.pages) {
    const row = page.conversations.find((candidate) => candidate.conversationId === id);
    if (row !== undefined) return row;
  }
  return undefined;
}

function mapPages(pages: Pages, change: (rows: Conversation[]) => Conversation[]): Pages {
  return {
    ...pages,
    pages: pages.pages.map((page) => ({ ...page, conversations: change(page.conversations) })),
  };
}

function isComplete(patch: Partial<Conversation>): boolean {
  return patch.updatedAt !== undefined && patch.title !== undefined;
}

import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, type ActiveRunsAnswer, type Conversation, type ConversationPage } from "@/api";

/** Rows a page of the list; enough for two screens. */
const PAGE_SIZE = 50;

export const conversationKeys = {
  lists: ["conversations"] as const,
  list: (view: ListView) => ["conversations", "list", viewKey(view)] as const,
  one: (id: string) => ["conversation", id] as const,
  active: ["active-runs"] as const,
};

/** Which conversations a list shows. */
export interface ListView {
  search?: string;
  tag?: string | undefined;
  projectId?: string | undefined;
  /** Only pinned ones. */
  pinned?: boolean;
  /** Only archived ones. */
  archived?: boolean;
}

/** Everything that is neither pinned nor archived: the view that new conversations go into. */
export const MAIN_VIEW = "";

/** Tells views apart; empty for the main one. */
function viewKey({ search, tag, projectId, pinned, archived }: ListView): string {
  const parts = [search, tag, projectId, pinned, archived];
  return parts.some((part) => part !== undefined && part !== "" && part !== false)
    ? JSON.stringify(parts)
    : MAIN_VIEW;
}

/** A list, newest first, page after page; `search` is a part of titles. */
export function conversationListQuery(view: ListView) {
  const { search, tag, projectId, pinned, archived } = view;
  const main = viewKey(view) === MAIN_VIEW;
  return infiniteQueryOptions({
    queryKey: conversationKeys.list(view),
    queryFn: ({ pageParam, signal }) =>
      api.get<ConversationPage>("api/convos", {
        query: {
          cursor: pageParam,
          limit: PAGE_SIZE,
          title: search,
          tags: tag,
          projectId,
          isArchived: archived === true,
          // Pinned ones have a group of their own above the main view.
          ...(main ? { pinned: false } : pinned === true ? { pinned: true } : {}),
          ...(archived === true ? { sortBy: "archivedAt", sortDirection: "desc" } : {}),
        },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** One conversation with its settings. Not for `new`. */
export function conversationQuery(id: string) {
  return queryOptions({
    queryKey: conversationKeys.one(id),
    queryFn: ({ signal }) =>
      api.get<Conversation>(`api/convos/${encodeURIComponent(id)}`, { signal }),
  });
}

/** Ids of conversations with a running answer, in any tab or device. */
export const activeRunsQuery = queryOptions({
  queryKey: conversationKeys.active,
  queryFn: ({ signal }) => api.get<ActiveRunsAnswer>("api/agents/chat/active", { signal }),
  select: (answer) => answer.activeJobIds,
  staleTime: 0,
  // Asked often only while something runs: LibreChat's client polls at the same pace.
  refetchInterval: (query) => ((query.state.data?.activeJobIds.length ?? 0) > 0 ? 5000 : false),
});

export function renameConversation(conversationId: string, title: string): Promise<Conversation> {
  return api.post("api/convos/update", { arg: { conversationId, title } });
}

/** Deletes; `restoreConversation` takes it back for 60 seconds. */
export function deleteConversation(conversationId: string): Promise<void> {
  return api.delete("api/convos", { arg: { conversationId, source: "button" } });
}

export function restoreConversation(conversationId: string): Promise<void> {
  return api.post(`api/klatch/conversations/${encodeURIComponent(conversationId)}/restore`);
}

export function archiveConversation(
  conversationId: string,
  isArchived: boolean,
): Promise<Conversation> {
  return api.post("api/convos/archive", { arg: { conversationId, isArchived } });
}

export function pinConversation(conversationId: string, pinned: boolean): Promise<Conversation> {
  return api.post("api/convos/pin", { arg: { conversationId, pinned } });
}

export function duplicateConversation(
  conversationId: string,
  title: string,
): Promise<{ conversation: Conversation }> {
  return api.post("api/convos/duplicate", { conversationId, title });
}

/** Deletes everything; answers the ids, with which it can be taken back. */
export function deleteAllConversations(): Promise<{ conversationIds: string[] }> {
  return api.delete("api/convos/all");
}

export function restoreConversations(conversationIds: string[]): Promise<void> {
  return api.post("api/klatch/conversations/restore", { conversationIds });
}

import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, type ActiveRunsAnswer, type Conversation, type ConversationPage } from "@/api";

/** Rows a page of the list; enough for two screens. */
const PAGE_SIZE = 50;

export const conversationKeys = {
  lists: ["conversations"] as const,
  list: (search: string) => ["conversations", "list", search] as const,
  one: (id: string) => ["conversation", id] as const,
  active: ["active-runs"] as const,
};

/** The list, newest first, page after page; `search` looks in titles on the server. */
export function conversationListQuery(search: string) {
  return infiniteQueryOptions({
    queryKey: conversationKeys.list(search),
    queryFn: ({ pageParam, signal }) =>
      api.get<ConversationPage>("api/convos", {
        query: { cursor: pageParam, limit: PAGE_SIZE, search, isArchived: false },
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

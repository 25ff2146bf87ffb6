import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, type Conversation, type Message } from "@/api";

/** What the server says of a conversation's link. */
export interface LinkAnswer {
  success: boolean;
  shareId: string | null;
  targetMessageId?: string;
  isPublic?: boolean;
  updatedAt?: string;
}

export interface SharedLink {
  shareId: string;
  title: string;
  createdAt: string;
  conversationId: string;
  isPublic: boolean;
}

export interface SharedConversation {
  shareId: string;
  title: string;
  createdAt: string;
  updatedAt: string;
  messages: Message[];
}

export const shareKeys = {
  links: ["shared-links"] as const,
  link: (conversationId: string) => ["shared-link", conversationId] as const,
};

export function linkQuery(conversationId: string) {
  return queryOptions({
    queryKey: shareKeys.link(conversationId),
    queryFn: ({ signal }) =>
      api.get<LinkAnswer>(`api/share/link/${encodeURIComponent(conversationId)}`, { signal }),
  });
}

export const linksQuery = infiniteQueryOptions({
  queryKey: shareKeys.links,
  queryFn: ({ pageParam, signal }) =>
    api.get<{ links: SharedLink[]; nextCursor: string | null }>("api/share", {
      query: { cursor: pageParam, pageSize: 25 },
      signal,
    }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
});

export function sharedQuery(shareId: string) {
  return queryOptions({
    queryKey: ["shared", shareId],
    queryFn: ({ signal }) =>
      api.get<SharedConversation>(`api/share/${encodeURIComponent(shareId)}`, { signal }),
    retry: false,
  });
}

export function createLink(conversationId: string, isPublic: boolean): Promise<unknown> {
  return api.post(`api/share/${encodeURIComponent(conversationId)}`, { isPublic });
}

export function updateLink(shareId: string, change: { isPublic?: boolean }): Promise<unknown> {
  return api.patch(`api/share/${encodeURIComponent(shareId)}`, change);
}

export function revokeLink(shareId: string): Promise<unknown> {
  return api.delete(`api/share/${encodeURIComponent(shareId)}`);
}

export function continueShared(
  shared: SharedConversation,
): Promise<{ conversation: Conversation }> {
  return api.post(`api/share/${encodeURIComponent(shared.shareId)}/fork`, {
    shareRevision: shared.updatedAt,
  });
}

import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api } from "@/api";

/** From, up to: places in a text in UTF-16 units. */
export type Mark = readonly [number, number];

/** A piece of a text that shows a hit. */
export interface Fragment {
  text: string;
  marks: readonly Mark[];
  cutBefore: boolean;
  cutAfter: boolean;
}

/** A message that matches. */
export interface MessageHit {
  messageId: string;
  isCreatedByUser: boolean;
  sender: string;
  createdAt: string;
  fragments: readonly Fragment[];
}

/** A conversation whose title or messages match. */
export interface ConversationHits {
  conversationId: string;
  title: string;
  titleMarks: readonly Mark[];
  model?: string | null;
  isArchived: boolean;
  updatedAt: string;
  hits: readonly MessageHit[];
}

export interface SearchPageReply {
  conversations: readonly ConversationHits[];
  /** At a thousand and above there may be more. */
  total: number;
  nextOffset?: number;
  /** How much of the index is made, 0 to 1; absent when it is whole. */
  building?: number;
}

/** What is searched for; empty texts filter nothing. */
export interface SearchInput {
  text: string;
  /** Days such as 2026-11-20. */
  from: string;
  to: string;
  /** Bookmarks, any of which a conversation must have. */
  tags: readonly string[];
}

/** Names of the person's bookmarks that are in use. */
export const tagsQuery = queryOptions({
  queryKey: ["search", "tags"],
  queryFn: ({ signal }) => api.get<{ tag: string; count: number }[]>("/api/tags", { signal }),
  select: (tags) => tags.filter(({ count }) => count > 0).map(({ tag }) => tag),
});

/** Pause between two questions while the index is being made, in ms. */
const BUILDING_PAUSE_MS = 1500;

/** The hits, page by page. */
export function searchQuery({ text, from, to, tags }: SearchInput) {
  return infiniteQueryOptions({
    queryKey: ["search", "hits", text, from, to, tags],
    enabled: text !== "",
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }) =>
      api.get<SearchPageReply>("/api/klatch/search", {
        signal,
        query: {
          q: text,
          offset: pageParam,
          ...(from === "" ? {} : { from }),
          ...(to === "" ? {} : { to }),
          ...(tags.length === 0 ? {} : { tag: tags }),
        },
      }),
    getNextPageParam: ({ nextOffset }) => nextOffset,
    placeholderData: (before) => before,
    // An index that is being made finds more in a moment.
    refetchInterval: ({ state }) =>
      state.data?.pages[0]?.building === undefined ? false : BUILDING_PAUSE_MS,
    // What was written meanwhile must be found.
    staleTime: 0,
    gcTime: 60_000,
  });
}

/** Joins pages: a conversation that comes again keeps its first place and gets the new hits. */
export function joinPages(pages: readonly SearchPageReply[]): readonly ConversationHits[] {
  const joined = new Map<string, ConversationHits>();
  for (const page of pages) {
    for (const group of page.conversations) {
      const before = joined.get(group.conversationId);
      joined.set(
        group.conversationId,
        before === undefined
          ? group
          : {
              ...before,
              titleMarks: before.titleMarks.length > 0 ? before.titleMarks : group.titleMarks,
              hits: [...before.hits, ...group.hits],
            },
      );
    }
  }
  return [...joined.values()];
}

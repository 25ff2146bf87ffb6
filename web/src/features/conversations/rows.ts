import type { Conversation } from "@/api";
import { groupByAge, type AgeGroup } from "./grouping";

/** What the virtual list shows, one line each. */
export type ListRow =
  | { kind: "heading"; key: string; age: AgeGroup }
  | { kind: "conversation"; key: string; conversation: Conversation };

/** Headings and conversations in reading order; a conversation that two pages name appears once. */
export function buildRows(
  conversations: readonly Conversation[],
  now: Date,
  pinned: readonly Conversation[] = [],
): ListRow[] {
  const seen = new Set(pinned.map(({ conversationId }) => conversationId));
  const unique = conversations.filter(({ conversationId }) => {
    if (seen.has(conversationId)) return false;
    seen.add(conversationId);
    return true;
  });
  const groups =
    pinned.length === 0
      ? groupByAge(unique, now)
      : [
          { key: "pinned", age: "pinned" as const, conversations: [...pinned] },
          ...groupByAge(unique, now),
        ];
  return groups.flatMap((group): ListRow[] => [
    { kind: "heading", key: `group:${group.key}`, age: group.age },
    ...group.conversations.map((conversation) => ({
      kind: "conversation" as const,
      key: conversation.conversationId,
      conversation,
    })),
  ]);
}

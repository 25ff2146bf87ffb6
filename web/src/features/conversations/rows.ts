import type { Conversation } from "@/api";
import { groupByAge, type AgeGroup } from "./grouping";

/** What the virtual list shows, one line each. */
export type ListRow =
  | { kind: "heading"; key: string; age: AgeGroup }
  | { kind: "conversation"; key: string; conversation: Conversation };

/** Headings and conversations in reading order; a conversation that two pages name appears once. */
export function buildRows(conversations: readonly Conversation[], now: Date): ListRow[] {
  const seen = new Set<string>();
  const unique = conversations.filter(({ conversationId }) => {
    if (seen.has(conversationId)) return false;
    seen.add(conversationId);
    return true;
  });
  return groupByAge(unique, now).flatMap((group): ListRow[] => [
    { kind: "heading", key: `group:${group.key}`, age: group.age },
    ...group.conversations.map((conversation) => ({
      kind: "conversation" as const,
      key: conversation.conversationId,
      conversation,
    })),
  ]);
}

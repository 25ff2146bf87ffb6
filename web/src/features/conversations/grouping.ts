import type { Conversation } from "@/api";

/** An age class of the list: fixed ones by name, older ones by month. */
export type AgeGroup = "pinned" | "today" | "yesterday" | "week" | { month: Date };

export interface GroupedConversations {
  /** Stable identity, such as `today` or `2026-3`. */
  key: string;
  age: AgeGroup;
  conversations: Conversation[];
}

/**
 * Groups a list that is sorted newest first: today, yesterday, the seven days before, then months.
 * Days are the reader's calendar days, so a summer-time change moves nothing.
 */
export function groupByAge(
  conversations: readonly Conversation[],
  now: Date,
): GroupedConversations[] {
  const groups: GroupedConversations[] = [];
  for (const conversation of conversations) {
    const age = ageOf(new Date(conversation.updatedAt), now);
    const key = typeof age === "string" ? age : monthKey(age.month);
    const last = groups.at(-1);
    if (last?.key === key) last.conversations.push(conversation);
    else groups.push({ key, age, conversations: [conversation] });
  }
  return groups;
}

function ageOf(date: Date, now: Date): AgeGroup {
  const days = calendarDaysBetween(date, now);
  if (days <= 0) return "today";
  if (days === 1) return "yesterday";
  if (days <= 7) return "week";
  return { month: new Date(date.getFullYear(), date.getMonth(), 1) };
}

function calendarDaysBetween(date: Date, now: Date): number {
  const dayOf = (value: Date) =>
    Date.UTC(value.getFullYear(), value.getMonth(), value.getDate()) / 86_400_000;
  return dayOf(now) - dayOf(date);
}

function monthKey(month: Date): string {
  return `${month.getFullYear()}-${month.getMonth() + 1}`;
}

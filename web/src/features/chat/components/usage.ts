import i18next from "i18next";
import type { Message, MessageUsage } from "../stream/frames";

/** When a message was written: the time of today, else the date too. */
export function timeOf(message: Message, now: Date = new Date()): string {
  if (message.createdAt === undefined) return "";
  const date = new Date(message.createdAt);
  if (Number.isNaN(date.getTime())) return "";
  const today = date.toDateString() === now.toDateString();
  return new Intl.DateTimeFormat(i18next.language, {
    hour: "numeric",
    minute: "2-digit",
    ...(today ? {} : { day: "numeric", month: "short" }),
    ...(date.getFullYear() === now.getFullYear() ? {} : { year: "numeric" }),
  }).format(date);
}

export function formatCount(count: number): string {
  return new Intl.NumberFormat(i18next.language).format(count);
}

/** The tokens of an answer, where they are known. */
export function usageOf(message: Message): MessageUsage | null {
  const usage = message.metadata?.usage;
  if (usage === undefined || usage === null) return null;
  return usage.input === undefined && usage.output === undefined ? null : usage;
}

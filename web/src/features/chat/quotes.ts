/** Passages of answers that the next message quotes, by place. They survive a reload as drafts do. */
import { useMemo } from "react";
import { create } from "zustand";
import { draftKey, drafts } from "./drafts";

/** The server takes at most this many, and of each at most this many characters. */
export const MOST_QUOTES = 50;
export const LONGEST_QUOTE = 20_000;

interface Quotes {
  readonly byKey: Readonly<Record<string, readonly string[]>>;
}

const useStore = create<Quotes>(() => ({ byKey: {} }));

const keyOf = (userId: string, place: string) => `${draftKey(userId, place)}#quotes`;

function stored(key: string): readonly string[] {
  try {
    const value: unknown = JSON.parse(drafts.read(key) || "[]");
    return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
  } catch {
    return [];
  }
}

function current(key: string): readonly string[] {
  return useStore.getState().byKey[key] ?? stored(key);
}

function put(key: string, quotes: readonly string[]): void {
  useStore.setState(({ byKey }) => ({ byKey: { ...byKey, [key]: quotes } }));
  drafts.write(key, quotes.length === 0 ? "" : JSON.stringify(quotes));
}

export function useQuotes(userId: string, place: string): readonly string[] {
  const key = keyOf(userId, place);
  const kept = useStore(({ byKey }) => byKey[key]);
  const read = useMemo(() => stored(key), [key]);
  return kept ?? read;
}

/** Adds a passage; one that is quoted already, or too many, change nothing. */
export function addQuote(userId: string, place: string, text: string): void {
  const key = keyOf(userId, place);
  const quotes = current(key);
  const quote = text.trim().slice(0, LONGEST_QUOTE);
  if (quote === "" || quotes.includes(quote) || quotes.length >= MOST_QUOTES) return;
  put(key, [...quotes, quote]);
}

export function removeQuote(userId: string, place: string, quote: string): void {
  const key = keyOf(userId, place);
  put(
    key,
    current(key).filter((each) => each !== quote),
  );
}

/** The quotes of the message that is being sent; the place has none afterwards. */
export function takeQuotes(userId: string, place: string): readonly string[] {
  const key = keyOf(userId, place);
  const quotes = current(key);
  if (quotes.length > 0) put(key, []);
  return quotes;
}

/** The server did not take the message: its quotes come back. */
export function returnQuotes(userId: string, place: string, quotes: readonly string[]): void {
  if (quotes.length === 0) return;
  const key = keyOf(userId, place);
  put(key, [...new Set([...quotes, ...current(key)])]);
}

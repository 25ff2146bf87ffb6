/** What stands in the composer of each place, kept beside the drafts on disk. */
import { create } from "zustand";
import { draftKey, drafts } from "./drafts";

interface Composers {
  readonly texts: Readonly<Record<string, string>>;
}

const useComposers = create<Composers>(() => ({ texts: {} }));

/** A text on its way to the server, until the server has it. */
const sendingKey = (key: string) => `${key}#sending`;

/** Reads a draft; a text whose sending was cut off by a crash comes back before it. */
function readDraft(key: string): string {
  const cut = drafts.read(sendingKey(key));
  const typed = drafts.read(key);
  return cut === "" || typed.includes(cut) ? typed : [cut, typed].filter(Boolean).join("\n\n");
}

function put(key: string, text: string): void {
  useComposers.setState(({ texts }) => ({ texts: { ...texts, [key]: text } }));
}

export function useComposerText(userId: string, place: string): string {
  const key = draftKey(userId, place);
  const text = useComposers(({ texts }) => texts[key]);
  return text ?? readDraft(key);
}

export function composerText(userId: string, place: string): string {
  const key = draftKey(userId, place);
  return useComposers.getState().texts[key] ?? readDraft(key);
}

export function writeComposer(userId: string, place: string, text: string): void {
  const key = draftKey(userId, place);
  put(key, text);
  drafts.write(key, text);
}

/** Empties the composer for a text that is being sent; the text itself stays on disk. */
export function beginSending(userId: string, place: string, text: string): void {
  const key = draftKey(userId, place);
  drafts.write(sendingKey(key), text);
  drafts.clear(key);
  put(key, "");
}

/** The server has the text. */
export function sendingAccepted(userId: string, place: string): void {
  drafts.clear(sendingKey(draftKey(userId, place)));
}

/** The server did not take the text: it goes back into the composer, before anything typed since. */
export function sendingRejected(userId: string, place: string, text: string): void {
  const typed = composerText(userId, place);
  drafts.clear(sendingKey(draftKey(userId, place)));
  writeComposer(userId, place, typed === "" || typed === text ? text : `${text}\n\n${typed}`);
  drafts.flush();
}

const focusRequests = new Set<() => void>();

/** Lets the composer on the page take the focus. */
export function focusComposer(): void {
  for (const focus of focusRequests) focus();
}

export function onFocusRequest(focus: () => void): () => void {
  focusRequests.add(focus);
  return () => focusRequests.delete(focus);
}

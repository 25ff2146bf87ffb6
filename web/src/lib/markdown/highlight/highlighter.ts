/** The page's side of the colouring worker: starts it with the first request, and does without it if it fails. */
import { canonicalLanguage } from "./languages";
import type { HighlightedLine, HighlightReply, HighlightRequest } from "./tokens";

type Answer = (lines: readonly HighlightedLine[] | null) => void;

let worker: Worker | null = null;
let failed = false;
let lastId = 0;
const waiting = new Map<number, Answer>();

function startWorker(): Worker | null {
  if (failed || typeof Worker === "undefined") return null;
  if (worker !== null) return worker;
  try {
    worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  } catch {
    failed = true;
    return null;
  }
  worker.addEventListener("message", (event: MessageEvent<HighlightReply>) => {
    const answer = waiting.get(event.data.id);
    waiting.delete(event.data.id);
    answer?.(event.data.lines);
  });
  worker.addEventListener("error", () => {
    failed = true;
    for (const answer of waiting.values()) answer(null);
    waiting.clear();
  });
  return worker;
}

/** The coloured lines of some code, null where it stays plain. Never rejects. */
export function highlightCode(
  language: string,
  code: string,
): Promise<readonly HighlightedLine[] | null> {
  const running = canonicalLanguage(language) === null ? null : startWorker();
  if (running === null) return Promise.resolve(null);
  return new Promise((resolve) => {
    const request: HighlightRequest = { id: ++lastId, language, code };
    waiting.set(request.id, resolve);
    running.postMessage(request, {});
  });
}

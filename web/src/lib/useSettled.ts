import { useSyncExternalStore } from "react";

/** How long after the first page what can wait still waits, in ms. */
const DELAY_MS = 1200;

let settled = false;
const waiting = new Set<() => void>();

/** Starts the clock; called once, when the first page of a signed-in person is drawn. */
function start(tell: () => void): () => void {
  waiting.add(tell);
  const timer = setTimeout(() => {
    settled = true;
    for (const each of waiting) each();
  }, DELAY_MS);
  return () => {
    waiting.delete(tell);
    clearTimeout(timer);
  };
}

/** Whether the first page had its time: what is asked for only then leaves the line to it. */
export function useSettled(): boolean {
  return useSyncExternalStore(start, () => settled);
}

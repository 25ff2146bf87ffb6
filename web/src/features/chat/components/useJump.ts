import { useEffect, type RefObject } from "react";

/** How long the place is held while answers around it are still being drawn, in ms. */
const HOLD_MS = 1500;

/**
 * Brings a message to the middle of the list and keeps it there until the page stands still or the reader
 * scrolls.
 */
export function useJump(
  content: RefObject<HTMLElement | null>,
  asked: string | undefined,
  release: () => void,
): void {
  useEffect(() => {
    const list = content.current;
    if (list === null || asked === undefined) return undefined;
    const jump = () => {
      release();
      list
        .querySelector(`[data-message="${CSS.escape(asked)}"]`)
        ?.scrollIntoView({ block: "center" });
    };
    const observer = new ResizeObserver(jump);
    observer.observe(list);
    const stop = () => observer.disconnect();
    const timer = setTimeout(stop, HOLD_MS);
    const acts = ["wheel", "touchstart", "keydown"] as const;
    for (const act of acts) window.addEventListener(act, stop, { once: true, passive: true });
    jump();
    return () => {
      stop();
      clearTimeout(timer);
      for (const act of acts) window.removeEventListener(act, stop);
    };
  }, [content, asked, release]);
}

import { useEffect } from "react";
import { focusComposer } from "../composer";

/** Whether keys go into a text. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName))
  );
}

/** Whether nothing else on the page has a use for Escape. */
function isFree(target: EventTarget | null): boolean {
  const inComposer = target instanceof HTMLElement && target.dataset["composer"] !== undefined;
  if (isTyping(target) && !inComposer) return false;
  return document.querySelector("[role=dialog],[role=menu],[role=listbox]") === null;
}

/** `/` goes to the composer, Escape ends the answer being written. */
export function useShortcuts(running: boolean, onStop: () => void): void {
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.isComposing || event.defaultPrevented) return;
      if (event.key === "Escape" && running && isFree(event.target)) {
        event.preventDefault();
        onStop();
      }
      const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
      if (event.key === "/" && plain && !isTyping(event.target)) {
        event.preventDefault();
        focusComposer();
      }
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [running, onStop]);
}

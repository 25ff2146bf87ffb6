import { useEffect } from "react";
import { isTyping } from "./useShortcuts";

/** Ctrl (or Cmd), Shift and Home go to the first message, with End to the last; in a text they mark it, as ever. */
export function useEdgeKeys(toFirst: () => void, toLast: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || !event.shiftKey || event.altKey) return;
      if (event.key !== "Home" && event.key !== "End") return;
      const { target } = event;
      const empty = target instanceof HTMLTextAreaElement && target.value === "";
      if (isTyping(target) && !empty) return;
      event.preventDefault();
      if (event.key === "Home") toFirst();
      else toLast();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [toFirst, toLast]);
}

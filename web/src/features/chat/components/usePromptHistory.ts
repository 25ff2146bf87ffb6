import { useRef } from "react";

export interface PromptHistory {
  /** Handles a key; true when it was used. */
  readonly onKey: (key: string, text: string, caret: number) => boolean;
  readonly reset: () => void;
}

/** Arrow up in an empty composer brings back what was asked before; further up goes further back, down returns. */
export function usePromptHistory(
  history: readonly string[],
  recall: (text: string) => void,
): PromptHistory {
  const back = useRef(0);
  return {
    reset: () => {
      back.current = 0;
    },
    onKey: (key, text, caret) => {
      const recalled = back.current > 0 && history.at(-back.current) === text;
      const up = key === "ArrowUp" && (text === "" || (recalled && caret === 0));
      const down = key === "ArrowDown" && recalled && caret === text.length;
      const rising = up || (key === "ArrowUp" && recalled);
      if (!rising && !down) return false;
      const next = recalled || text === "" ? back.current + (rising ? 1 : -1) : 0;
      if (next > history.length) return true;
      back.current = Math.max(0, next);
      recall(back.current === 0 ? "" : (history.at(-back.current) ?? ""));
      return true;
    },
  };
}

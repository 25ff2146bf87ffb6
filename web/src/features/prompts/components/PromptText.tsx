import { cx } from "@/lib/cx";
import { piecesOf } from "../variables";

/** A prompt's text with what will be filled in marked. */
export function PromptText({ text, className }: { text: string; className?: string }) {
  return (
    <p dir="auto" className={cx("text-sm break-words whitespace-pre-wrap", className)}>
      {piecesOf(text).map((piece) =>
        piece.kind === "text" ? (
          piece.text
        ) : (
          <mark
            key={piece.at}
            className={cx(
              "rounded-xs px-0.5 font-medium",
              piece.kind === "variable" ? "bg-accent-soft text-accent" : "bg-info-soft text-info",
            )}
          >
            {piece.text}
          </mark>
        ),
      )}
    </p>
  );
}

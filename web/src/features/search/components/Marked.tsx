import type { Mark } from "../api";

/** A text with marks, drawn as text: nothing in it is ever markup. */
export function Marked({ text, marks }: { text: string; marks: readonly Mark[] }) {
  const pieces = [];
  let at = 0;
  for (const [start, end] of marks) {
    if (start > at) pieces.push(text.slice(at, start));
    pieces.push(
      <mark key={start} className="rounded-xs bg-accent-soft px-0.5 font-semibold text-ink">
        {text.slice(start, end)}
      </mark>,
    );
    at = end;
  }
  pieces.push(text.slice(at));
  return <>{pieces}</>;
}

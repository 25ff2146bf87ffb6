import type { MarkdownIt } from "markdown-it";
import { memo, useEffect, useLayoutEffect, useRef } from "react";
import { handleMarkdownClick } from "./actions";
import "./markdown.css";
import type { MarkdownProps } from "./Markdown";
import { createParser, type MarkdownLabels } from "./parser";
import { MarkdownView } from "./view";

/** One parser for all texts with the same labels. */
const parsers = new WeakMap<MarkdownLabels, MarkdownIt>();

function parserFor(labels: MarkdownLabels): MarkdownIt {
  const known = parsers.get(labels);
  if (known !== undefined) return known;
  const created = createParser(labels);
  parsers.set(labels, created);
  return created;
}

/** Rendered Markdown that may still grow. React owns only the frame; the text inside is drawn by the view. */
export const MarkdownText = memo(function MarkdownText({
  text,
  done,
  labels,
  onGrown,
}: MarkdownProps) {
  const frame = useRef<HTMLDivElement>(null);
  const view = useRef<MarkdownView | null>(null);
  const grown = useRef(onGrown);
  useEffect(() => {
    grown.current = onGrown;
  });
  useLayoutEffect(() => {
    const root = frame.current;
    if (root === null) return undefined;
    root.replaceChildren();
    view.current = new MarkdownView(root, parserFor(labels), labels, () => grown.current?.());
    const onClick = (event: Event) => handleMarkdownClick(event.target, labels);
    root.addEventListener("click", onClick);
    return () => root.removeEventListener("click", onClick);
  }, [labels]);
  useLayoutEffect(() => {
    view.current?.update(text, done);
  }, [text, done, labels]);
  return <div ref={frame} className="md" />;
});

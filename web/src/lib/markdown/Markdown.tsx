import { lazy, Suspense, useSyncExternalStore } from "react";
import type { MarkdownText as MarkdownTextType } from "./MarkdownText";
import type { MarkdownLabels } from "./parser";

export interface MarkdownProps {
  text: string;
  /** Whether the text is complete. */
  done: boolean;
  labels: MarkdownLabels;
  /** Called when something grew after its text was shown, such as a formula whose fonts have arrived. */
  onGrown?: () => void;
}

type Renderer = typeof MarkdownTextType;

let loading: Promise<{ default: Renderer }> | null = null;
let loaded = false;
const waiting = new Set<() => void>();

async function load(): Promise<{ default: Renderer }> {
  const { MarkdownText } = await import("./MarkdownText");
  loaded = true;
  for (const tell of waiting) tell();
  return { default: MarkdownText };
}

/** Fetches the renderer, which is no part of the first page. */
export function loadMarkdown(): Promise<{ default: Renderer }> {
  loading ??= load();
  return loading;
}

/** Whether the renderer is there; a page full of texts had better wait for it than show them raw. */
export function useMarkdownLoaded(): boolean {
  return useSyncExternalStore(
    (changed) => {
      waiting.add(changed);
      return () => waiting.delete(changed);
    },
    () => loaded,
  );
}

const Loaded = lazy(loadMarkdown);

/** Rendered Markdown that may still grow; the plain text until the renderer has arrived. */
export function Markdown(props: MarkdownProps) {
  return (
    <Suspense fallback={<div className="text-base whitespace-pre-wrap">{props.text}</div>}>
      <Loaded {...props} />
    </Suspense>
  );
}

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

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8000;

/** Tries until it succeeds: texts are shown plain meanwhile, and a lost line or a restarting server comes back. */
async function fetchRenderer(): Promise<Renderer> {
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
    try {
      return (await import("./MarkdownText")).MarkdownText;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}

async function load(): Promise<{ default: Renderer }> {
  const renderer = await fetchRenderer();
  loaded = true;
  for (const tell of waiting) tell();
  return { default: renderer };
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

/** What the list in the sidebar is narrowed to; the same on every page. */
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";

export interface ListFilter {
  /** Name of a bookmark. */
  tag: string | undefined;
  projectId: string | undefined;
}

const store = createStore<ListFilter>(() => ({ tag: undefined, projectId: undefined }));

export function useFilter(): ListFilter {
  return useStore(store);
}

export function changeFilter(change: Partial<ListFilter>): void {
  store.setState(change);
}

/** The project that a conversation begun now goes into. */
export function currentProject(): string | undefined {
  return store.getState().projectId;
}

import { create } from "zustand";
import type { BranchSelection } from "./tree";

/** Conversations whose shown branch is remembered; older ones show their newest versions again. */
const MOST = 200;

const KEY = "klatch.branches";

interface Branches {
  /** By conversation; the conversation touched last is the last one. */
  readonly byConversation: Readonly<Record<string, BranchSelection>>;
}

function load(): Branches["byConversation"] {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "{}") as Branches["byConversation"];
  } catch {
    return {};
  }
}

const useBranches = create<Branches>(() => ({ byConversation: load() }));

const none: BranchSelection = {};

/** Which versions of its turns a conversation shows. */
export function useBranch(conversationId: string): BranchSelection {
  return useBranches((state) => state.byConversation[conversationId]) ?? none;
}

/** Remembers the shown branch of a conversation in this browser. */
export function showBranch(conversationId: string, selection: BranchSelection): void {
  const { [conversationId]: _old, ...others } = useBranches.getState().byConversation;
  const kept = Object.entries(others).slice(-(MOST - 1));
  const byConversation = { ...Object.fromEntries(kept), [conversationId]: selection };
  useBranches.setState({ byConversation });
  try {
    localStorage.setItem(KEY, JSON.stringify(byConversation));
  } catch {
    // Storage is full or forbidden; the choice lasts as long as the page.
  }
}

/** Shows the newest version under a parent, as after sending or regenerating. */
export function showNewest(conversationId: string, parentId: string): void {
  const current = useBranches.getState().byConversation[conversationId];
  if (current === undefined || !(parentId in current)) return;
  const { [parentId]: _old, ...rest } = current;
  showBranch(conversationId, rest);
}

/** What a run tells the rest of the client: the list of conversations, other tabs, the cache. */
import { queryClient, type Conversation } from "@/api";
import { conversationKeys, markRunning, patchConversation } from "@/features/conversations";
import { AGENTS } from "@/features/models";
import { madeTitle } from "./api";
import type { Submission } from "./requests";
import type { RunState } from "./stream/fold";

const channel =
  typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("klatch-runs");

/** Tells the other tabs of this browser that a run has begun. */
export function announceRun(conversationId: string): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no target
  channel?.postMessage({ conversationId });
}

/** Calls back when another tab has begun a run; answers how to stop listening. */
export function onRunElsewhere(listener: (conversationId: string) => void): () => void {
  const onMessage = ({ data }: MessageEvent<{ conversationId?: unknown }>) => {
    if (typeof data.conversationId === "string") listener(data.conversationId);
  };
  channel?.addEventListener("message", onMessage);
  return () => channel?.removeEventListener("message", onMessage);
}

/** A run was accepted: its conversation moves to the top of the list, or appears there. */
export function noteConversation(
  conversationId: string,
  submission: Submission,
  isNew: boolean,
): void {
  const now = new Date().toISOString();
  const { endpoint, endpointType, model } = submission.target;
  const created = {
    title: "New Chat",
    createdAt: now,
    endpointType: endpointType ?? null,
    isTemporary: submission.temporary,
  };
  const answerer: Partial<Conversation> = endpoint === AGENTS ? { agent_id: model } : { model };
  const patch = { conversationId, updatedAt: now, endpoint, ...answerer, ...submission.parameters };
  const record = { ...patch, ...(isNew ? created : {}) } as Partial<Conversation> & {
    conversationId: string;
  };
  if (isNew) queryClient.setQueryData(conversationKeys.one(conversationId), record);
  patchConversation(record);
  markRunning(conversationId, true);
}

export function noteTitle(conversationId: string, title: string): void {
  patchConversation({ conversationId, title });
}

/** The server knows of no run any more, as after a crash: the stored messages tell the rest. */
export function noteGone(conversationId: string): void {
  markRunning(conversationId, false);
}

/** A run is over. A new conversation that still has no title gets it as soon as the server has made it. */
export function noteEnd(
  conversationId: string,
  state: RunState,
  submission: Submission | null,
): void {
  markRunning(conversationId, false);
  const record = state.end?.kind === "failed" ? null : state.end?.conversation;
  const { title, ...known } = record ?? {};
  const named = state.title ?? (title === "New Chat" ? null : title);
  if (record !== null && record !== undefined) {
    patchConversation({
      ...(known as Partial<Conversation>),
      conversationId,
      ...(typeof named === "string" ? { title: named } : {}),
    });
  }
  const first = submission?.conversationId === null && !submission.temporary;
  if (first && state.title === null) void awaitTitle(conversationId);
}

async function awaitTitle(conversationId: string): Promise<void> {
  const title = await madeTitle(conversationId).catch(() => undefined);
  if (title !== undefined) noteTitle(conversationId, title);
}

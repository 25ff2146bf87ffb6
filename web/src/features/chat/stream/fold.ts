/**
 * The one fold of a run's events. Live reading, resuming in another tab and re-attaching after a reload all go
 * through it, so that all of them show the same. It is pure: no clock, no I/O, no mutation of what it is given.
 */
import {
  originOf,
  readMessage,
  readPart,
  type ConversationRecord,
  type Frame,
  type Message,
  type NamedFrame,
  type Part,
  type PartOrigin,
  type ResumeState,
  type RetryNotice,
  type RunStep,
  type TokenUsage,
  type ToolCall,
} from "./frames";
import { laneOf } from "../lanes";

export type RunEnd =
  | {
      readonly kind: "completed" | "aborted" | "early_abort" | "reload";
      readonly conversation: ConversationRecord | null;
      readonly requestMessage: Message | null;
      readonly responseMessage: Message | null;
    }
  | { readonly kind: "failed"; readonly error: string };

/** A step of the run: which content index it fills and when it ran (epoch milliseconds). */
export interface Step extends PartOrigin {
  readonly id: string;
  readonly index: number;
  readonly type: string;
  readonly startedAt?: number;
  readonly closedAt?: number;
  readonly status?: string;
}

export interface RunState {
  readonly announced: boolean;
  readonly conversationId: string | null;
  readonly userMessage: Message | null;
  readonly responseMessageId: string | null;
  /** Model and name of who answers, where a snapshot told them. */
  readonly model: string | null;
  readonly sender: string | null;
  /** The answer's content by absolute index; null where nothing has arrived yet. */
  readonly parts: readonly (Part | null)[];
  readonly steps: readonly Step[];
  /** What the wire's indices lack: the parts that a client is expected to have before the run's own. */
  readonly offset: number;
  readonly title: string | null;
  readonly usage: readonly TokenUsage[];
  readonly contextUsage: Readonly<Record<string, unknown>> | null;
  readonly retry: RetryNotice | null;
  readonly end: RunEnd | null;
  /** Step events that came before the run was announced. */
  readonly held: readonly NamedFrame[];
  /** Deltas whose step has not been announced, by step id. */
  readonly orphans: Readonly<Record<string, readonly NamedFrame[]>>;
}

export const emptyRun: RunState = {
  announced: false,
  conversationId: null,
  userMessage: null,
  responseMessageId: null,
  model: null,
  sender: null,
  parts: [],
  steps: [],
  offset: 0,
  title: null,
  usage: [],
  contextUsage: null,
  retry: null,
  end: null,
  held: [],
  orphans: {},
};

/** LibreChat's placeholder id for an answer whose real id is not known yet. */
const PRELIMINARY = "USE_PRELIM_RESPONSE_MESSAGE_ID";

function findStep(state: RunState, id: string): Step | undefined {
  return state.steps.findLast((step) => step.id === id);
}

function withPart(state: RunState, index: number, part: Part): RunState {
  const parts = state.parts.slice();
  while (parts.length < index) parts.push(null);
  const step = state.steps.findLast((each) => each.index === index);
  parts[index] = step?.agentId === undefined ? part : { ...part, ...originOf(step) };
  return { ...state, parts, retry: null };
}

function appendDelta(state: RunState, step: Step, delta: Part): RunState {
  const present = state.parts[step.index] ?? null;
  if (present === null) return withPart(state, step.index, delta);
  if (present.type === "text" && delta.type === "text") {
    return withPart(state, step.index, { ...present, text: present.text + delta.text });
  }
  if (present.type === "think" && delta.type === "think") {
    return withPart(state, step.index, { ...present, think: present.think + delta.think });
  }
  return state; // an index keeps its type for ever
}

function foldDelta(state: RunState, frame: NamedFrame): RunState {
  const id = String(frame.data["id"] ?? "");
  const step = findStep(state, id);
  if (step === undefined) {
    const waiting = state.orphans[id] ?? [];
    return { ...state, orphans: { ...state.orphans, [id]: [...waiting, frame] } };
  }
  const delta = frame.data["delta"] as {
    readonly content?: unknown;
    readonly tool_calls?: unknown;
  };
  if (frame.event === "on_run_step_delta") {
    return Array.isArray(delta?.tool_calls)
      ? foldToolDelta(state, step, delta.tool_calls as readonly ToolCall[])
      : state;
  }
  const content = Array.isArray(delta?.content) ? delta.content : [delta?.content];
  let next = state;
  for (const each of content) {
    const part = readPart(each);
    if (part !== null) next = appendDelta(next, step, part);
  }
  return next;
}

function withChunk(call: ToolCall, chunk: ToolCall): ToolCall {
  const before = typeof call.args === "string" ? call.args : "";
  const args = typeof chunk.args === "string" ? before + chunk.args : (chunk.args ?? call.args);
  return {
    ...call,
    ...(chunk.id === undefined ? {} : { id: chunk.id }),
    ...(chunk.name ? { name: chunk.name } : {}),
    ...(args === undefined ? {} : { args }),
  };
}

function foldToolDelta(state: RunState, step: Step, chunks: readonly ToolCall[]): RunState {
  const present = state.parts[step.index];
  const call: ToolCall = present?.type === "tool_call" ? present.tool_call : {};
  return withPart(state, step.index, {
    type: "tool_call",
    tool_call: chunks.reduce(withChunk, call),
  });
}

function toStep(wire: RunStep, offset: number): Step {
  return {
    id: wire.id,
    index: wire.index + offset,
    type: wire.type,
    ...originOf(wire),
    ...(wire.created_at === undefined ? {} : { startedAt: wire.created_at }),
    ...(wire.closed_at === undefined ? {} : { closedAt: wire.closed_at }),
    ...(wire.status === undefined ? {} : { status: wire.status }),
  };
}

function foldStep(state: RunState, wire: RunStep): RunState {
  if (typeof wire.id !== "string" || typeof wire.index !== "number") return state;
  if (findStep(state, wire.id) !== undefined) return state;
  const step = toStep(wire, state.offset);
  let next: RunState = { ...state, steps: [...state.steps, step], retry: null };
  // A new step starts its part anew: an answer that is continued is sent again from its beginning.
  if (next.parts[step.index]) next = { ...next, parts: next.parts.with(step.index, null) };
  if (wire.runId !== undefined && wire.runId !== PRELIMINARY && next.responseMessageId === null) {
    next = { ...next, responseMessageId: wire.runId };
  }
  const call = wire.stepDetails?.tool_calls?.[0];
  if (call !== undefined) next = withPart(next, step.index, { type: "tool_call", tool_call: call });
  const waiting = next.orphans[wire.id];
  if (waiting === undefined) return next;
  const { [wire.id]: _released, ...orphans } = next.orphans;
  return waiting.reduce(foldNamed, { ...next, orphans });
}

function foldCompleted(state: RunState, data: NamedFrame["data"]): RunState {
  const result = data["result"] as
    { readonly index?: number; readonly tool_call?: ToolCall } | undefined;
  if (result?.tool_call === undefined || typeof result.index !== "number") return state;
  const index = result.index + state.offset;
  return withPart(state, index, { type: "tool_call", tool_call: result.tool_call });
}

function closeStep(step: Step, closedAt: unknown, status: unknown): Step {
  return {
    ...step,
    ...(typeof closedAt === "number" ? { closedAt } : {}),
    ...(typeof status === "string" ? { status } : {}),
  };
}

function foldClosed(state: RunState, data: NamedFrame["data"]): RunState {
  const index = state.steps.findLastIndex((step) => step.id === data["id"]);
  const step = state.steps[index];
  if (step === undefined) return state;
  const closed = closeStep(step, data["closed_at"], data["status"]);
  return { ...state, steps: state.steps.with(index, closed) };
}

function foldUsage(state: RunState, usage: TokenUsage): RunState {
  const known = usage.seq !== undefined && state.usage.some((each) => each.seq === usage.seq);
  return known ? state : { ...state, usage: [...state.usage, usage] };
}

function foldNamed(state: RunState, frame: NamedFrame): RunState {
  switch (frame.event) {
    case "on_run_step":
      return foldStep(state, frame.data as unknown as RunStep);
    case "on_message_delta":
    case "on_reasoning_delta":
    case "on_run_step_delta":
      return foldDelta(state, frame);
    case "on_run_step_completed":
      return foldCompleted(state, frame.data);
    case "on_run_step_closed":
      return foldClosed(state, frame.data);
    case "title":
      return typeof frame.data["title"] === "string"
        ? { ...state, title: frame.data["title"] }
        : state;
    case "on_context_usage":
      // Of several who answer, the first one counts: the conversation goes on with it.
      return laneOf(frame.data["agentId"]) > 0 ? state : { ...state, contextUsage: frame.data };
    case "on_token_usage":
      return foldUsage(state, frame.data as TokenUsage);
    case "on_retry":
      return { ...state, retry: frame.data as unknown as RetryNotice };
    default:
      return state;
  }
}

const NEEDS_ANNOUNCEMENT = new Set([
  "on_run_step",
  "on_message_delta",
  "on_reasoning_delta",
  "on_run_step_delta",
  "on_run_step_completed",
  "on_run_step_closed",
]);

function announce(state: RunState, message: Message): RunState {
  const next: RunState = {
    ...state,
    announced: true,
    userMessage: asQuestion(message),
    conversationId: message.conversationId ?? state.conversationId,
    held: [],
  };
  return state.held.reduce(foldNamed, next);
}

/** Snapshots leave out who wrote the message that a run answers: it is always the user. */
function asQuestion(message: Message | null): Message | null {
  return message === null ? null : { ...message, isCreatedByUser: true };
}

function foldSync(state: RunState, snapshot: ResumeState, pending: readonly Frame[]): RunState {
  const content = snapshot.aggregatedContent ?? [];
  const wireSteps = snapshot.runSteps ?? [];
  const own = wireSteps.reduce((count, step) => Math.max(count, step.index + 1), 0);
  const offset = Math.max(0, content.length - own);
  const fresh: RunState = {
    ...emptyRun,
    announced: true,
    conversationId: snapshot.conversationId ?? state.conversationId,
    userMessage: asQuestion(readMessage(snapshot.userMessage)) ?? state.userMessage,
    model: snapshot.model ?? state.model,
    sender: snapshot.sender ?? state.sender,
    responseMessageId: snapshot.responseMessageId ?? state.responseMessageId,
    parts: content.map(readPart),
    steps: wireSteps.map((step) => toStep(step, offset)),
    offset,
    usage: snapshot.collectedUsage ?? [],
    contextUsage: snapshot.contextUsage ?? null,
    title: state.title,
  };
  const replayed = [snapshot.titleEvent, ...(snapshot.replayEvents ?? [])];
  const settled = replayed.reduce<RunState>((each, event) => {
    const frame = event as NamedFrame | null | undefined;
    // Content is already in the snapshot: only what the snapshot has no field for is replayed.
    return frame && !NEEDS_ANNOUNCEMENT.has(frame.event) ? foldNamed(each, frame) : each;
  }, fresh);
  return foldFrames(settled, pending);
}

function foldFinal(state: RunState, frame: Extract<Frame, { is: "final" }>["final"]): RunState {
  const kind = frame.reconcile
    ? "reload"
    : frame.earlyAbort
      ? "early_abort"
      : frame.aborted
        ? "aborted"
        : "completed";
  const answer = frame.responseMessage ?? null;
  const title = frame.title && frame.title !== "New Chat" ? frame.title : state.title;
  return {
    ...state,
    announced: true,
    title,
    conversationId: frame.conversation?.conversationId ?? state.conversationId,
    userMessage: frame.requestMessage ?? state.userMessage,
    responseMessageId: answer?.messageId ?? state.responseMessageId,
    parts: answer?.content ?? state.parts,
    retry: null,
    held: [],
    orphans: {},
    end: {
      kind,
      conversation: frame.conversation ?? null,
      requestMessage: frame.requestMessage ?? null,
      responseMessage: answer,
    },
  };
}

/** The state after one more frame. Frames after the end change nothing. */
export function foldFrame(state: RunState, frame: Frame): RunState {
  if (state.end !== null) return state;
  switch (frame.is) {
    case "created":
      return announce(state, frame.message);
    case "sync":
      return foldSync(state, frame.state, frame.pending);
    case "final":
      return foldFinal(state, frame.final);
    case "error":
      return { ...state, retry: null, end: { kind: "failed", error: frame.error } };
    case "named":
      if (!state.announced && NEEDS_ANNOUNCEMENT.has(frame.event)) {
        return { ...state, held: [...state.held, { event: frame.event, data: frame.data }] };
      }
      return foldNamed(state, frame);
  }
}

export function foldFrames(state: RunState, frames: readonly Frame[]): RunState {
  return frames.reduce(foldFrame, state);
}

/** Milliseconds that the part at this index took, undefined while it is running or unknown. */
export function partDuration(state: RunState, index: number): number | undefined {
  const step = state.steps.findLast((each) => each.index === index);
  return step?.startedAt !== undefined && step.closedAt !== undefined
    ? Math.max(0, step.closedAt - step.startedAt)
    : undefined;
}

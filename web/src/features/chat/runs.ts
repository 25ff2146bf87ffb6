/**
 * The answers being written in this tab: starting one, following it, taking one up that runs already, stopping it.
 * One store holds them all; the page only looks at it.
 */
import { create } from "zustand";
import {
  ApiError,
  openEventStream,
  queryClient,
  sessionStore,
  type EventStream,
  type RunStarted,
  type ServerEvent,
  type StreamState,
} from "@/api";
import { abortRun, messagesKey, runStatus, startRun } from "./api";
import { showNewest } from "./branches";
import { frameClock } from "./frameClock";
import { draftQuestion, startBody, type Submission } from "./requests";
import { announceRun, noteConversation, noteEnd, noteGone, noteTitle } from "./runNews";
import { emptyRun, foldFrames, type RunState } from "./stream/fold";
import { readFrame, type Frame, type Message, type Part } from "./stream/frames";
import { mergeMessages } from "./tree";

export interface LiveRun {
  /** Names the run in this tab; also the stable key of its answer in the page. */
  readonly key: string;
  readonly question: Message | null;
  /** The answer's id until the server has told the real one. */
  readonly draftAnswerId: string;
  readonly submission: Submission | null;
  /** Start of the run by the server's clock; null until the server has accepted it. */
  readonly epoch: number | null;
  readonly connection: StreamState;
  readonly stopping: boolean;
  readonly state: RunState;
}

/** A run that could not be started or broke before it had an answer. */
export interface RunFailure {
  readonly submission: Submission | null;
  readonly error: ApiError | string;
}

interface Runs {
  /** By conversation id; `new` for one whose conversation does not exist yet. */
  readonly runs: Readonly<Record<string, LiveRun>>;
  readonly failures: Readonly<Record<string, RunFailure>>;
}

export const useRuns = create<Runs>(() => ({ runs: {}, failures: {} }));

const streams = new Map<string, EventStream>();
/** Message id to the key that its element had while it was being written. */
const elementKeys = new Map<string, string>();

/** The key of a message's element: the same while it is written and after it is stored. */
export function elementKey(messageId: string): string {
  return elementKeys.get(messageId) ?? messageId;
}

export function isRunning(run: LiveRun | undefined): boolean {
  return run !== undefined && run.state.end === null;
}

export function answerIdOf(run: LiveRun): string {
  return run.state.responseMessageId ?? run.draftAnswerId;
}

function runAt(place: string): LiveRun | undefined {
  return useRuns.getState().runs[place];
}

function putRun(place: string, run: LiveRun): void {
  useRuns.setState(({ runs }) => ({ runs: { ...runs, [place]: run } }));
}

function changeRun(place: string, key: string, change: Partial<LiveRun>): void {
  const run = runAt(place);
  if (run?.key === key) putRun(place, { ...run, ...change });
}

function dropRun(place: string, key: string): void {
  if (runAt(place)?.key !== key) return;
  useRuns.setState(({ runs }) => {
    const { [place]: _dropped, ...rest } = runs;
    return { runs: rest };
  });
}

export function dismissFailure(place: string): void {
  useRuns.setState(({ failures }) => {
    const { [place]: _dropped, ...rest } = failures;
    return { failures: rest };
  });
}

function fail(place: string, failure: RunFailure): void {
  useRuns.setState(({ failures }) => ({ failures: { ...failures, [place]: failure } }));
}

/** Waits between attempts to start, in milliseconds. The request carries the same id, so it starts one run only. */
const START_WAITS_MS = [600, 1500, 4000];

/** Longest wait that a server which is still starting may ask for, in seconds. */
const LONGEST_WAIT_S = 30;

async function startPatiently(submission: Submission): Promise<RunStarted> {
  const body = startBody(submission);
  for (let attempt = 0; ; attempt++) {
    try {
      return await startRun(submission.target.endpoint, body);
    } catch (error) {
      const wait = START_WAITS_MS[attempt];
      const again = error instanceof ApiError && (error.status === 0 || error.status === 503);
      if (!again || wait === undefined) throw error;
      const asked = Math.min(error.retryAfter ?? 0, LONGEST_WAIT_S) * 1000;
      await new Promise((resolve) => setTimeout(resolve, Math.max(wait, asked)));
    }
  }
}

/** What an answer starts with: all of one that is continued, one that was edited up to the changed part. */
function beginning({ intent }: Submission): readonly Part[] {
  if (intent.kind !== "continue" && intent.kind !== "edit") return [];
  const { answer } = intent;
  const stored: readonly Part[] = answer.content ?? [{ type: "text", text: answer.text }];
  if (intent.kind === "continue") {
    return (answer.content ?? []).filter((part) => part.type !== "error");
  }
  const { index, type, text } = intent.edit;
  const edited: Part = type === "text" ? { type, text } : { type, think: text };
  return [...stored.slice(0, index), edited];
}

function initialRun(submission: Submission): LiveRun {
  const { intent, clientRequestId } = submission;
  const continued = intent.kind === "continue" ? intent.answer : null;
  const kept = beginning(submission);
  return {
    key: clientRequestId,
    question: draftQuestion(submission),
    draftAnswerId: continued?.messageId ?? `answer-${clientRequestId}`,
    submission,
    epoch: null,
    connection: "connecting",
    stopping: false,
    state: {
      ...emptyRun,
      parts: kept,
      // After an edit the server counts only what comes after it.
      offset: intent.kind === "edit" ? kept.length : 0,
      conversationId: submission.conversationId,
    },
  };
}

export interface StartHooks {
  /** The server has the text: it need not be kept any longer. */
  onAccepted: (conversationId: string) => void;
  /** Nothing was started; the text belongs back where it was typed. */
  onRejected: () => void;
}

/** Starts a run at a place (a conversation's id or `new`) and follows it to its end. */
export async function submit(
  place: string,
  submission: Submission,
  hooks: StartHooks,
): Promise<void> {
  if (isRunning(runAt(place))) return;
  dismissFailure(place);
  const run = initialRun(submission);
  elementKeys.set(run.draftAnswerId, run.key);
  if (run.question !== null) elementKeys.set(run.question.messageId, run.question.messageId);
  putRun(place, run);
  const { intent } = submission;
  const parent = intent.kind === "send" ? intent.parentMessageId : intent.question.messageId;
  if (place !== "new") showNewest(place, parent);
  let started: RunStarted;
  try {
    started = await startPatiently(submission);
  } catch (error) {
    dropRun(place, run.key);
    fail(place, { submission, error: error instanceof ApiError ? error : String(error) });
    hooks.onRejected();
    return;
  }
  accept(place, run.key, submission, started, hooks);
}

/** By when a new conversation is on the page, in milliseconds; else the reader has gone elsewhere meanwhile. */
const LONGEST_MOVE_MS = 2000;

/** The page shows this conversation now: where its run began it is needed no longer. */
export function arriveAt(conversationId: string): void {
  const key = runAt(conversationId)?.key;
  if (key !== undefined && conversationId !== "new") dropRun("new", key);
}

function accept(
  place: string,
  key: string,
  submission: Submission,
  started: RunStarted,
  hooks: StartHooks,
): void {
  const { conversationId, generationCreatedAt } = started;
  const run = runAt(place);
  if (place !== conversationId && run?.key === key) {
    queryClient.setQueryData(messagesKey(conversationId), []);
    putRun(conversationId, run);
    // The old place shows it too until the router has moved on (see `arriveAt`), or the page would go blank between.
    setTimeout(() => dropRun(place, key), LONGEST_MOVE_MS);
  }
  changeRun(conversationId, key, { epoch: generationCreatedAt });
  noteConversation(conversationId, submission, place === "new");
  hooks.onAccepted(conversationId);
  if (started.status === "settled" || started.status === "replaced") {
    void reload(conversationId, key);
    return;
  }
  follow(conversationId, key, generationCreatedAt, started.status === "resumed");
  announceRun(conversationId);
  if (run?.stopping === true) void stopRun(conversationId);
}

/** Takes up a run that goes on elsewhere: after a reload, in a second tab, on another device. */
export async function attach(conversationId: string): Promise<void> {
  if (runAt(conversationId) !== undefined) return;
  const status = await runStatus(conversationId).catch(() => null);
  if (status?.active !== true || runAt(conversationId) !== undefined) return;
  const key = `attached-${conversationId}-${status.createdAt ?? 0}`;
  const epoch = status.createdAt ?? null;
  putRun(conversationId, {
    key,
    question: null,
    draftAnswerId: `answer-${key}`,
    submission: null,
    epoch,
    connection: "connecting",
    stopping: false,
    state: { ...emptyRun, conversationId },
  });
  follow(conversationId, key, epoch, true);
}

function follow(conversationId: string, key: string, epoch: number | null, resume: boolean): void {
  const waiting: Frame[] = [];
  const apply = () => {
    const run = runAt(conversationId);
    if (run?.key !== key || waiting.length === 0) return;
    const before = run.state;
    const state = foldFrames(before, waiting.splice(0));
    rememberKeys(run, state);
    changeRun(conversationId, key, { state });
    if (state.title !== null && state.title !== before.title)
      noteTitle(conversationId, state.title);
    if (state.end !== null) finish(conversationId, key);
  };
  const clock = frameClock(apply);
  const stream = openEventStream({
    path: `api/agents/chat/stream/${encodeURIComponent(conversationId)}`,
    ...(epoch === null ? {} : { query: { generationCreatedAt: epoch } }),
    resume,
    onEvent: (event) => {
      const frame = parse(event);
      if (frame === null) return;
      waiting.push(frame);
      clock.request();
    },
    isLast: (event) => event.event === "error" || event.data.includes('"final":true'),
    onState: (connection) => changeRun(conversationId, key, { connection }),
    onEnd: ({ reason }) => {
      streams.delete(key);
      clock.now();
      if (reason === "refused") void reload(conversationId, key);
    },
  });
  streams.set(key, stream);
}

function parse(event: ServerEvent): Frame | null {
  try {
    return readFrame(event.event, JSON.parse(event.data));
  } catch {
    return null; // a frame cut by a broken proxy; the next snapshot mends it
  }
}

function rememberKeys(run: LiveRun, state: RunState): void {
  const { responseMessageId, userMessage } = state;
  if (responseMessageId !== null) elementKeys.set(responseMessageId, run.key);
  if (userMessage !== null && run.question !== null) {
    elementKeys.set(userMessage.messageId, elementKey(run.question.messageId));
  }
}

/** The run is over: its messages become part of the stored ones, in the same place of the page. */
function finish(conversationId: string, key: string): void {
  const run = runAt(conversationId);
  const end = run?.state.end;
  if (run === undefined || end === null || end === undefined) return;
  noteEnd(conversationId, run.state, run.submission);
  if (end.kind === "failed") {
    fail(conversationId, { submission: run.submission, error: end.error });
    void reload(conversationId, key);
    return;
  }
  if (end.kind === "reload") {
    void reload(conversationId, key);
    return;
  }
  const ended = [end.requestMessage, end.responseMessage].filter((each) => each !== null);
  const now = new Date().toISOString();
  const dated = ended.map((message) => withDate(message, now));
  queryClient.setQueryData<readonly Message[]>(messagesKey(conversationId), (stored) =>
    mergeMessages(stored ?? [], dated),
  );
  // The query cache tells its readers a tick later; until then the run itself still shows the answer.
  setTimeout(() => dropRun(conversationId, key), 60);
}

function withDate(message: Message, date: string): Message {
  return message.createdAt === undefined ? { ...message, createdAt: date } : message;
}

async function reload(conversationId: string, key: string): Promise<void> {
  noteGone(conversationId);
  await queryClient
    .refetchQueries({ queryKey: messagesKey(conversationId) })
    .catch(() => undefined);
  dropRun(conversationId, key);
}

/** Asks the server to stop; what has arrived stays. Before the server has accepted the run, it waits for that. */
export async function stopRun(place: string): Promise<void> {
  const run = runAt(place);
  if (run === undefined || run.state.end !== null) return;
  changeRun(place, run.key, { stopping: true });
  if (run.epoch === null) return;
  try {
    await abortRun(place, run.epoch);
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) await reload(place, run.key);
    else changeRun(place, run.key, { stopping: false });
  }
}

/** Forgets all runs of this tab. The server goes on with them. */
export function detachAll(): void {
  for (const stream of streams.values()) stream.close();
  streams.clear();
  elementKeys.clear();
  useRuns.setState({ runs: {}, failures: {} });
}

// Whoever signs in next in this tab sees nothing of the one before.
sessionStore.subscribe((session, before) => {
  if (before.status === "signed-in" && session.status !== "signed-in") detachAll();
});

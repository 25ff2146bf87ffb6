import { queryOptions } from "@tanstack/react-query";
import { api, type RunStarted, type RunStatus } from "@/api";
import type { StartBody } from "./requests";
import { readMessage, type Feedback, type Message } from "./stream/frames";

const id = encodeURIComponent;

export const messagesKey = (conversationId: string) => ["messages", conversationId] as const;

/** All messages of a conversation, oldest first, with every version of every turn. */
export function messagesQuery(conversationId: string) {
  return queryOptions({
    queryKey: messagesKey(conversationId),
    queryFn: async ({ signal }): Promise<readonly Message[]> => {
      const answer = await api.get<unknown[]>(`api/messages/${id(conversationId)}`, { signal });
      return Array.isArray(answer) ? answer.map(readMessage).filter((each) => each !== null) : [];
    },
    enabled: conversationId !== "new",
    staleTime: 30_000,
    structuralSharing: false,
  });
}

export function startRun(endpoint: string, body: StartBody): Promise<RunStarted> {
  return api.post(`api/agents/chat/${id(endpoint)}`, body);
}

export function abortRun(conversationId: string, generationCreatedAt: number): Promise<unknown> {
  return api.post("api/agents/chat/abort", { conversationId, generationCreatedAt });
}

export function runStatus(conversationId: string): Promise<RunStatus> {
  return api.get(`api/agents/chat/status/${id(conversationId)}`);
}

/** Changes a stored message in place; `index` names the part of an answer. */
export function saveMessage(
  message: Message,
  text: string,
  index: number | undefined,
): Promise<unknown> {
  const path = `api/messages/${id(message.conversationId ?? "")}/${id(message.messageId)}`;
  return api.put(path, { text, ...(index === undefined ? {} : { index }) });
}

/** Keeps one of the answers that several models gave; the answer is a new version with only that one. */
export async function keepOne(message: Message, agentId: string): Promise<Message | null> {
  return readMessage(
    await api.post("api/messages/branch", { messageId: message.messageId, agentId }),
  );
}

/** Keeps what the reader thinks of an answer; null takes it back. */
export function rateMessage(message: Message, feedback: Feedback | null): Promise<unknown> {
  const path = `api/messages/${id(message.conversationId ?? "")}/${id(message.messageId)}/feedback`;
  return api.put(path, { feedback });
}

/** The title that the server is making; it answers when it has one, after 15 seconds at the latest. */
export async function madeTitle(conversationId: string): Promise<string | undefined> {
  const answer = await api.get<{ title?: string }>(`api/convos/gen_title/${id(conversationId)}`);
  return answer?.title;
}

/** One outbound call in the list of a message's calls. Times in milliseconds. */
export interface WireCall {
  readonly id: string;
  readonly purpose: string;
  readonly attempt: number;
  readonly endpoint?: string | null;
  readonly model?: string | null;
  readonly method: string;
  readonly url: string;
  readonly status?: number | null;
  readonly startedAt?: string | number | null;
  readonly connectMs?: number | null;
  readonly firstByteMs?: number | null;
  readonly totalMs?: number | null;
  readonly usage?: Readonly<Record<string, unknown>> | null;
  readonly error?: string | null;
}

export interface WireRecord extends WireCall {
  readonly requestHeaders?: readonly (readonly [string, string])[];
  readonly requestBody?: string | null;
  readonly responseHeaders?: readonly (readonly [string, string])[];
  readonly responseBody?: string | null;
  readonly truncated?: boolean;
}

export function wireCallsQuery(conversationId: string, messageId: string) {
  return queryOptions({
    queryKey: ["wire", conversationId, messageId],
    queryFn: async ({ signal }): Promise<readonly WireCall[]> => {
      const query = { conversationId, messageId };
      const answer = await api.get<{ calls?: WireCall[] }>("api/klatch/wire", { query, signal });
      return answer.calls ?? [];
    },
    staleTime: 0,
  });
}

export function wireRecordQuery(callId: string) {
  return queryOptions({
    queryKey: ["wire-record", callId],
    queryFn: ({ signal }) => api.get<WireRecord>(`api/klatch/wire/${id(callId)}`, { signal }),
    staleTime: Infinity,
  });
}

/**
 * The wire's words for a conversation: messages, content parts and the frames of a run's event stream.
 * Only what this client reads is named; everything else passes through untouched.
 */

import type { MessageFile } from "@/features/files";

/** Parent of a conversation's first message. */
export const NO_PARENT = "00000000-0000-0000-0000-000000000000";

/** Who wrote a part, where several models answer side by side. */
export interface PartOrigin {
  readonly agentId?: string;
  readonly groupId?: number;
}

export interface TextPart extends PartOrigin {
  readonly type: "text";
  readonly text: string;
}

export interface ThinkPart extends PartOrigin {
  readonly type: "think";
  readonly think: string;
  /** Time the model spent on this part, in milliseconds, where it is known. */
  readonly durationMs?: number;
}

export interface ToolCall {
  readonly id?: string;
  readonly name?: string;
  readonly args?: string | Readonly<Record<string, unknown>>;
  readonly output?: string;
  readonly progress?: number;
}

export interface ToolCallPart extends PartOrigin {
  readonly type: "tool_call";
  readonly tool_call: ToolCall;
}

/** What the server knows about a failure beyond its text. */
export interface FailureDetail {
  readonly kind?: string;
  readonly endpoint?: string;
  readonly model?: string;
  readonly provider?: string;
  readonly status?: number;
  readonly cause?: string;
  readonly fix?: string;
  readonly parameter?: string;
  readonly retryable?: boolean;
  readonly attempts?: number;
  readonly wireId?: string;
  readonly requestId?: string;
}

export interface ErrorPart extends PartOrigin {
  readonly type: "error";
  readonly error: string;
  readonly klatch?: FailureDetail;
}

/** A part this client has no view for; kept so that indices stay true. */
export interface OtherPart extends PartOrigin {
  readonly type: "other";
  readonly original: Readonly<Record<string, unknown>>;
}

export type Part = TextPart | ThinkPart | ToolCallPart | ErrorPart | OtherPart;

export interface MessageUsage {
  readonly input?: number;
  readonly output?: number;
  readonly reasoning?: number;
  readonly cacheRead?: number;
  readonly cost?: number;
  readonly estimated?: boolean;
}

export interface MessageMetadata {
  readonly usage?: MessageUsage;
  readonly [key: string]: unknown;
}

/** What the reader thinks of an answer. */
export interface Feedback {
  readonly rating: "thumbsUp" | "thumbsDown";
  readonly tag?: string;
  readonly text?: string;
}

export interface Message {
  readonly messageId: string;
  readonly conversationId: string | null;
  readonly parentMessageId: string | null;
  readonly isCreatedByUser: boolean;
  readonly text: string;
  readonly content?: readonly Part[];
  readonly sender?: string;
  readonly endpoint?: string;
  readonly model?: string | null;
  readonly unfinished?: boolean;
  readonly error?: boolean;
  readonly finish_reason?: string;
  readonly tokenCount?: number;
  readonly createdAt?: string;
  readonly metadata?: MessageMetadata;
  readonly files?: readonly MessageFile[];
  readonly feedback?: Feedback;
  /** Two models answered side by side. */
  readonly addedConvo?: boolean;
  /** Passages of earlier answers that the message refers to. */
  readonly quotes?: readonly string[];
}

export interface ConversationRecord {
  readonly conversationId: string | null;
  readonly title?: string | null;
  readonly endpoint?: string | null;
  readonly model?: string | null;
  readonly [key: string]: unknown;
}

export interface RunStep extends PartOrigin {
  readonly id: string;
  readonly runId?: string;
  readonly index: number;
  readonly type: string;
  readonly stepDetails?: {
    readonly tool_calls?: readonly ToolCall[];
    readonly message_creation?: { readonly content_type?: string };
  };
  readonly status?: string;
  readonly created_at?: number;
  readonly closed_at?: number;
}

export interface TokenUsage {
  readonly input_tokens?: number;
  readonly output_tokens?: number;
  readonly model?: string;
  readonly seq?: number;
  readonly estimated?: boolean;
  readonly [key: string]: unknown;
}

/** A retry that the server is about to make, told while the user waits. */
export interface RetryNotice {
  readonly attempt: number;
  readonly maxAttempts: number;
  readonly delayMs: number;
  readonly kind: string;
  readonly status?: number;
  readonly message?: string;
}

export interface ResumeState {
  readonly runSteps?: readonly RunStep[];
  readonly aggregatedContent?: readonly unknown[];
  readonly userMessage?: Message;
  readonly responseMessageId?: string;
  readonly conversationId?: string;
  readonly sender?: string;
  readonly model?: string;
  readonly titleEvent?: unknown;
  readonly replayEvents?: readonly unknown[];
  readonly collectedUsage?: readonly TokenUsage[];
  readonly contextUsage?: Readonly<Record<string, unknown>>;
}

export interface FinalFrame {
  readonly final: true;
  readonly aborted?: boolean;
  readonly earlyAbort?: boolean;
  readonly reconcile?: boolean;
  readonly title?: string | null;
  readonly conversation?: ConversationRecord | null;
  readonly requestMessage?: Message | null;
  readonly responseMessage?: Message | null;
}

export interface NamedFrame {
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export type Frame =
  | { readonly is: "created"; readonly message: Message }
  | { readonly is: "sync"; readonly state: ResumeState; readonly pending: readonly Frame[] }
  | { readonly is: "final"; readonly final: FinalFrame }
  | { readonly is: "named"; readonly event: string; readonly data: NamedFrame["data"] }
  | { readonly is: "error"; readonly error: string };

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  return isRecord(value) && typeof value["value"] === "string" ? value["value"] : "";
}

/** Who wrote a part or a step of the wire; empty for the only one who answers. */
export function originOf({ agentId, groupId }: Record<string, unknown> | PartOrigin): PartOrigin {
  if (typeof agentId !== "string" || typeof groupId !== "number") return {};
  return { agentId, groupId };
}

/** Reads one content part as the wire spells it; both spellings of text are accepted. */
export function readPart(value: unknown): Part | null {
  return isRecord(value) ? { ...readKind(value), ...originOf(value) } : null;
}

function readKind(value: Record<string, unknown>): Part {
  switch (value["type"]) {
    case "text":
      return { type: "text", text: textOf(value["text"]) };
    case "think": {
      const klatch = isRecord(value["klatch"]) ? value["klatch"] : {};
      const duration = klatch["durationMs"];
      return {
        type: "think",
        think: textOf(value["think"]),
        ...(typeof duration === "number" ? { durationMs: duration } : {}),
      };
    }
    case "tool_call":
      return {
        type: "tool_call",
        tool_call: isRecord(value["tool_call"]) ? value["tool_call"] : {},
      };
    case "error": {
      const detail = value["klatch"];
      const error = textOf(value["error"]) || textOf(value["text"]);
      return { type: "error", error, ...(isRecord(detail) ? { klatch: detail } : {}) };
    }
    default:
      return { type: "other", original: value };
  }
}

/** Reads a message of the wire, making its parts safe to show. */
export function readMessage(value: unknown): Message | null {
  if (!isRecord(value) || typeof value["messageId"] !== "string") return null;
  const message = value as unknown as Message;
  const { content, ...rest } = message;
  return {
    ...rest,
    text: typeof message.text === "string" ? message.text : "",
    isCreatedByUser: message.isCreatedByUser === true,
    conversationId: message.conversationId ?? null,
    parentMessageId: message.parentMessageId ?? null,
    ...(Array.isArray(content)
      ? { content: content.map(readPart).filter((part) => part !== null) }
      : {}),
  };
}

function readFinal(value: Record<string, unknown>): FinalFrame {
  const frame = value as unknown as FinalFrame;
  return {
    ...frame,
    final: true,
    conversation: isRecord(frame.conversation) ? frame.conversation : null,
    requestMessage: readMessage(frame.requestMessage),
    responseMessage: readMessage(frame.responseMessage),
  };
}

/**
 * Reads one frame of a run's stream; null for a frame this client does not know, which is then ignored.
 *
 * @param event the `event:` field of the frame, `message` or `error`
 * @param value the parsed `data:` field
 */
export function readFrame(event: string, value: unknown): Frame | null {
  if (!isRecord(value)) return null;
  if (event === "error") {
    const error = value["error"];
    return { is: "error", error: typeof error === "string" ? error : JSON.stringify(value) };
  }
  if (value["final"] === true) return { is: "final", final: readFinal(value) };
  if (value["created"] === true) {
    const message = readMessage(value["message"]);
    return message === null ? null : { is: "created", message };
  }
  if (typeof value["event"] === "string") {
    return {
      is: "named",
      event: value["event"],
      data: isRecord(value["data"]) ? value["data"] : {},
    };
  }
  if (value["sync"] === true) {
    const pending = Array.isArray(value["pendingEvents"]) ? value["pendingEvents"] : [];
    return {
      is: "sync",
      state: isRecord(value["resumeState"]) ? value["resumeState"] : {},
      pending: pending.map((each) => readFrame("message", each)).filter((each) => each !== null),
    };
  }
  return null;
}

/** The bodies that start a run (wire contract 3.2 and 3.10). Pure, so that they can be held against recorded ones. */
import type { MessageFile } from "@/features/files";
import { AGENTS } from "@/features/models";
import type { Parameters } from "./parameters";
import { NO_PARENT, type Message } from "./stream/frames";

export interface Target {
  readonly endpoint: string;
  readonly endpointType: string | undefined;
  readonly model: string;
  /** What the answer is signed with. */
  readonly label: string | undefined;
  /** Name of the prepared model; the server puts its settings in. */
  readonly spec?: string | undefined;
}

/** What the reader wants: a new turn, another answer to a stored message, or the rest of an answer. */
export type Intent =
  | {
      readonly kind: "send";
      readonly text: string;
      readonly parentMessageId: string;
      readonly files?: readonly MessageFile[];
      readonly quotes?: readonly string[];
    }
  | { readonly kind: "regenerate"; readonly question: Message; readonly answerId: string | null }
  | { readonly kind: "continue"; readonly question: Message; readonly answer: Message }
  | {
      readonly kind: "edit";
      readonly question: Message;
      readonly answer: Message;
      readonly edit: PartEdit;
    };

/** A changed part of an answer, from which another version goes on. */
export interface PartEdit {
  readonly index: number;
  readonly type: "text" | "think";
  readonly text: string;
}

export interface Submission {
  readonly intent: Intent;
  readonly target: Target;
  /** A second model that answers beside the first. */
  readonly added?: Target | undefined;
  readonly parameters: Parameters;
  /** Null for a conversation that does not exist yet. */
  readonly conversationId: string | null;
  readonly temporary: boolean;
  /** Project that a new conversation goes into. */
  readonly projectId?: string | undefined;
  readonly clientRequestId: string;
  /** Id for the user's message until the server gives it its own. */
  readonly messageId: string;
  readonly now: Date;
}

export type StartBody = Readonly<Record<string, unknown>>;

function localTime(date: Date): string {
  const shifted = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 19);
}

/** What the server finds a file by; it takes the rest from what it stored. */
function fileFields({ file_id, filepath, filename, type, width, height }: MessageFile): StartBody {
  const size = width === undefined || height === undefined ? {} : { width, height };
  return { file_id, filepath, filename, type, ...size };
}

function quoteFields(quotes: readonly string[] | undefined): { quotes?: readonly string[] } {
  return quotes === undefined || quotes.length === 0 ? {} : { quotes };
}

function editFields({ index, type, text }: PartEdit): StartBody {
  return { index, type, [type]: text };
}

function modelFields({ endpoint, endpointType, model, label, spec }: Target): StartBody {
  return {
    endpoint,
    ...(endpointType === undefined ? {} : { endpointType }),
    ...(endpoint === AGENTS ? { agent_id: model } : { model }),
    ...(label === undefined ? {} : { modelDisplayLabel: label }),
    ...(spec === undefined ? {} : { spec }),
  };
}

/** Whether a second model may take part: only where an answer begins from nothing. */
export function beginsAnew({ kind }: Intent): boolean {
  return kind === "send" || kind === "regenerate";
}

function branchFields(intent: Intent, messageId: string): StartBody {
  if (intent.kind === "send") {
    return {
      text: intent.text,
      parentMessageId: intent.parentMessageId,
      messageId,
      ...(intent.files === undefined || intent.files.length === 0
        ? {}
        : { files: intent.files.map(fileFields) }),
      ...quoteFields(intent.quotes),
      isRegenerate: false,
      isContinued: false,
    };
  }
  const { question } = intent;
  const placeholder =
    intent.kind === "regenerate"
      ? `${intent.answerId ?? question.messageId}_`
      : intent.answer.messageId;
  return {
    text: question.text,
    parentMessageId: question.parentMessageId ?? NO_PARENT,
    messageId: question.messageId,
    overrideParentMessageId: question.messageId,
    responseMessageId: placeholder,
    isRegenerate: true,
    isContinued: intent.kind === "continue",
    ...(intent.kind === "edit" ? { isEdited: true, editedContent: editFields(intent.edit) } : {}),
  };
}

export function startBody(submission: Submission): StartBody {
  const { intent, target, added, parameters, conversationId } = submission;
  return {
    ...branchFields(intent, submission.messageId),
    ...(conversationId === null ? {} : { conversationId }),
    ...(conversationId === null && submission.projectId !== undefined
      ? { chatProjectId: submission.projectId }
      : {}),
    ...parameters,
    sender: "User",
    isCreatedByUser: true,
    error: false,
    clientTimestamp: localTime(submission.now),
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    ...modelFields(target),
    ...(added === undefined || !beginsAnew(intent) ? {} : { addedConvo: modelFields(added) }),
    key: "never",
    isTemporary: submission.temporary,
    clientRequestId: submission.clientRequestId,
    generationProtocolVersion: 1,
  };
}

/** The user's message as it is shown until the server has confirmed it. */
export function draftQuestion(submission: Submission): Message {
  const { intent } = submission;
  if (intent.kind !== "send") return intent.question;
  return {
    messageId: submission.messageId,
    conversationId: submission.conversationId,
    parentMessageId: intent.parentMessageId,
    isCreatedByUser: true,
    text: intent.text,
    sender: "User",
    createdAt: submission.now.toISOString(),
    ...(intent.files === undefined ? {} : { files: intent.files }),
    ...quoteFields(intent.quotes),
  };
}

/** A conversation as Markdown, plain text, JSON or CSV. Pure. */
import type { Conversation } from "@/api";
import { messageText, type Message } from "@/features/chat";

export type Format = "markdown" | "text" | "json" | "csv";

const types: Record<Format, { extension: string; type: string }> = {
  markdown: { extension: "md", type: "text/markdown" },
  text: { extension: "txt", type: "text/plain" },
  json: { extension: "json", type: "application/json" },
  csv: { extension: "csv", type: "text/csv" },
};

export interface ExportInput {
  conversation: Conversation;
  messages: readonly Message[];
  /** Whether all versions are in `messages` or one branch. */
  branches: boolean;
  you: string;
}

/** Who said it. */
export function speaker(message: Message, you: string): string {
  return message.isCreatedByUser ? you : (message.model ?? message.sender ?? "Assistant");
}

function title({ conversation }: ExportInput): string {
  return conversation.title ?? "";
}

function markdown(input: ExportInput): string {
  const turns = input.messages.map(
    (message) => `**${speaker(message, input.you)}**\n\n${messageText(message)}\n`,
  );
  return [`# ${title(input)}\n`, ...turns].join("\n");
}

function text(input: ExportInput): string {
  const turns = input.messages.map(
    (message) => `${speaker(message, input.you)}:\n${messageText(message)}\n`,
  );
  return [`${title(input)}\n`, ...turns].join("\n");
}

/** The shape that LibreChat and Klatch import. */
function json({ conversation, messages, branches }: ExportInput): string {
  const { messages: _ids, ...options } = conversation as Conversation & { messages?: unknown };
  return JSON.stringify(
    {
      conversationId: conversation.conversationId,
      endpoint: conversation.endpoint,
      title: conversation.title,
      exportAt: new Date().toISOString(),
      createdAt: conversation.createdAt,
      updatedAt: conversation.updatedAt,
      branches,
      recursive: false,
      tags: conversation.tags ?? [],
      options,
      messages,
    },
    null,
    2,
  );
}

/** A field that programs read as text: quoted, and never taken for a formula. */
function field(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return `"${safe.replaceAll('"', '""')}"`;
}

function csv(input: ExportInput): string {
  const head = ["messageId", "parentMessageId", "createdAt", "sender", "text"];
  const rows = input.messages.map((message) => [
    message.messageId,
    message.parentMessageId ?? "",
    message.createdAt ?? "",
    speaker(message, input.you),
    messageText(message),
  ]);
  return `\uFEFF${[head, ...rows].map((row) => row.map(field).join(",")).join("\r\n")}\r\n`;
}

const writers: Record<Format, (input: ExportInput) => string> = { markdown, text, json, csv };

/** A file name from a title, without what some file systems do not take. */
export function fileName(of: string, extension: string): string {
  const plain = of
    .replaceAll(/[^\p{L}\p{N} _.-]/gu, "_")
    .slice(0, 80)
    .trim();
  return `${plain === "" ? "conversation" : plain}.${extension}`;
}

/** The file of a conversation. */
export function exportFile(format: Format, input: ExportInput): { name: string; content: Blob } {
  const { extension, type } = types[format];
  return {
    name: fileName(title(input), extension),
    content: new Blob([writers[format](input)], { type: `${type};charset=utf-8` }),
  };
}

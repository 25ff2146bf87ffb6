import type { ModelSpec } from "@/api";
import { useCallback, useMemo } from "react";
import { useNavigate } from "react-router";
import { useUser } from "@/features/auth";
import { currentProject, useUsedModel } from "@/features/conversations";
import { returnAttachments, takeAttachments, type MessageFile } from "@/features/files";
import {
  AGENTS,
  addModel,
  chooseModel,
  findModel,
  useAddedModel,
  useChosenModel,
  useModelCatalog,
  type ModelRef,
} from "@/features/models";
import { beginSending, sendingAccepted, sendingRejected } from "./composer";
import { moveParameters, useParameters } from "./parameterState";
import { returnQuotes, takeQuotes } from "./quotes";
import { beginsAnew, type Intent, type PartEdit, type Target } from "./requests";
import { submit } from "./runs";
import { NO_PARENT, type Message } from "./stream/frames";
import { useTemporaryChat } from "./temporary";
import type { BranchNode } from "./tree";

export interface ChatActions {
  /** Where the next message goes; undefined while the models load or when there are none. */
  readonly target: Target | undefined;
  readonly send: (text: string) => void;
  readonly editAndSend: (message: Message, text: string) => void;
  readonly regenerate: (answer: Message) => void;
  readonly continueAnswer: (answer: Message) => void;
  /** Another version of an answer that begins with a changed part of it. */
  readonly editAndContinue: (answer: Message, edit: PartEdit) => void;
  /** Answers a user message that has no answer, or answers it again. */
  readonly answer: (question: Message) => void;
}

/** Where the next message of a place goes. */
export function useTarget(place: string): Target | undefined {
  const chosen = useChosenModel(place, useUsedModel(place));
  return useTargetOf(chosen);
}

function useTargetOf(chosen: ModelRef | undefined): Target | undefined {
  const { catalog } = useModelCatalog();
  return useMemo(() => {
    const found = catalog === undefined ? undefined : findModel(catalog, chosen);
    if (found === undefined) return undefined;
    const { endpoint, model } = found.entry;
    const { spec } = found.entry;
    if (spec !== undefined) return specTarget(spec);
    return { endpoint, endpointType: found.group.type, model, label: found.group.label };
  }, [catalog, chosen]);
}

/** Where a prepared model's messages go: the server knows its settings by its name. */
function specTarget({ name, label, preset }: ModelSpec): Target {
  const agentId = preset.agent_id;
  return {
    endpoint: agentId === undefined ? (preset.endpoint ?? "") : AGENTS,
    endpointType: preset.endpointType ?? undefined,
    model: agentId ?? preset.model ?? "",
    label,
    spec: name,
  };
}

/** A new message with what was attached to it and what it quotes. */
function withExtras(
  intent: Intent,
  files: readonly MessageFile[],
  quotes: readonly string[],
): Intent {
  if (intent.kind !== "send") return intent;
  return {
    ...intent,
    ...(files.length === 0 ? {} : { files }),
    ...(quotes.length === 0 ? {} : { quotes }),
  };
}

export function useChatActions(place: string, branch: readonly BranchNode[]): ChatActions {
  const target = useTarget(place);
  const added = useTargetOf(useAddedModel(place));
  const parameters = useParameters(place);
  const userId = useUser()?.id ?? "";
  const { temporary } = useTemporaryChat(place);
  const navigate = useNavigate();

  const run = useCallback(
    (intent: Intent, typed: string | null) => {
      if (target === undefined) return;
      const taken = typed === null ? [] : takeAttachments(place);
      if (typed !== null) beginSending(userId, place, typed);
      const quotes = typed === null ? [] : takeQuotes(userId, place);
      const attached = taken.flatMap(({ stored }) => (stored === undefined ? [] : [stored]));
      const submission = {
        intent: withExtras(intent, attached, quotes),
        target,
        ...(added === undefined || !beginsAnew(intent) ? {} : { added }),
        parameters,
        conversationId: place === "new" ? null : place,
        temporary,
        projectId: currentProject(),
        clientRequestId: newId(),
        messageId: newId(),
        now: new Date(),
      };
      void submit(place, submission, {
        onAccepted: (conversationId) => {
          if (typed !== null) sendingAccepted(userId, place);
          if (conversationId === place) return;
          moveParameters(place, conversationId);
          chooseModel(userId, conversationId, target);
          addModel(userId, conversationId, added);
          addModel(userId, place, undefined);
          void navigate(`/c/${conversationId}`, { replace: true });
        },
        onRejected: () => {
          if (typed !== null) sendingRejected(userId, place, typed);
          returnAttachments(place, taken);
          returnQuotes(userId, place, quotes);
        },
      });
    },
    [target, added, parameters, place, userId, navigate, temporary],
  );

  return useMemo(() => {
    const byId = new Map(branch.map(({ message }) => [message.messageId, message]));
    const questionOf = (answer: Message) => byId.get(answer.parentMessageId ?? "");
    return {
      target,
      send: (text) => {
        const last = branch.at(-1)?.message.messageId ?? NO_PARENT;
        run({ kind: "send", text, parentMessageId: last }, text);
      },
      editAndSend: (message, text) => {
        const parentMessageId = message.parentMessageId ?? NO_PARENT;
        const { files = [], quotes = [] } = message;
        run({ kind: "send", text, parentMessageId, files, quotes }, null);
      },
      regenerate: (answer) => {
        const question = questionOf(answer);
        if (question !== undefined) {
          run({ kind: "regenerate", question, answerId: answer.messageId }, null);
        }
      },
      continueAnswer: (answer) => {
        const question = questionOf(answer);
        if (question !== undefined) run({ kind: "continue", question, answer }, null);
      },
      editAndContinue: (answer, edit) => {
        const question = questionOf(answer);
        if (question !== undefined) run({ kind: "edit", question, answer, edit }, null);
      },
      answer: (question) => run({ kind: "regenerate", question, answerId: null }, null),
    };
  }, [branch, run, target]);
}

/** A random id; `randomUUID` is missing where the page came over plain http from another machine. */
function newId(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

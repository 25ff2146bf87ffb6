import { memo, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton, Notice, Button } from "@/ui";
import type { Message } from "../stream/frames";
import type { BranchNode } from "../tree";
import { LiveAnswer, StoredAnswer } from "./AnswerBody";
import { EditBox } from "./EditBox";
import { ActionRow, CopyAction, VersionNav } from "./MessageActions";
import { formatCount, timeOf, usageOf } from "./usage";

export interface AnswerTurnProps {
  node: BranchNode;
  place: string;
  /** This answer is being written. */
  live: boolean;
  /** Some answer of this conversation is being written. */
  busy: boolean;
  last: boolean;
  /** Who wrote the answer, as the reader knows it. */
  name: string;
  onChoose: (messageId: string) => void;
  onRegenerate: (message: Message) => void;
  onContinue: (message: Message) => void;
  onInspect: (message: Message) => void;
  onOtherModel: () => void;
  onSave: (message: Message, text: string, index: number) => void;
}

/** The part of an answer that editing changes: its only text, or none. */
function editablePart(message: Message): { readonly index: number; readonly text: string } | null {
  const parts = message.content ?? [];
  const index = parts.findLastIndex((part) => part.type === "text");
  const part = parts[index];
  return part?.type === "text" ? { index, text: part.text } : null;
}

export const AnswerTurn = memo(function AnswerTurn(props: AnswerTurnProps) {
  const { node, place, live, busy, last, name, onSave } = props;
  const { t } = useTranslation();
  const [editing, setEditing] = useState(false);
  const { message } = node;
  const editable = editablePart(message);
  return (
    <div className="group flex flex-col gap-1.5">
      <p className="flex items-baseline gap-2 text-xs text-ink-faint">
        <span className="font-semibold text-ink-muted">{name}</span>
        <span className="opacity-0 transition-opacity group-focus-within:opacity-100 group-hover:opacity-100">
          {timeOf(message)}
        </span>
      </p>
      {editing && editable !== null ? (
        <EditBox
          label={t("chat.edit.answer")}
          text={editable.text}
          doneLabel={t("chat.edit.save")}
          note={t("chat.edit.answerNote")}
          onCancel={() => setEditing(false)}
          onDone={(text) => {
            setEditing(false);
            onSave(message, text, editable.index);
          }}
        />
      ) : live ? (
        <LiveAnswer place={place} who={name} />
      ) : (
        <StoredBody {...props} />
      )}
      {live && node.siblings.length > 1 && (
        <ActionRow shown>
          <VersionNav node={node} onChoose={props.onChoose} />
        </ActionRow>
      )}
      {!live && !editing && (
        <ActionRow shown={last || node.siblings.length > 1}>
          <CopyAction node={node} />
          {editable !== null && (
            <IconButton
              size="sm"
              icon="edit"
              label={t("chat.edit.startAnswer")}
              onClick={() => setEditing(true)}
            />
          )}
          <IconButton
            size="sm"
            icon="refresh"
            label={t("chat.regenerate")}
            disabled={busy}
            onClick={() => props.onRegenerate(message)}
          />
          <IconButton
            size="sm"
            icon="search"
            label={t("chat.inspect.open")}
            onClick={() => props.onInspect(message)}
          />
          <VersionNav node={node} onChoose={props.onChoose} />
          <UsageNote message={message} />
        </ActionRow>
      )}
    </div>
  );
});

function StoredBody({ node, busy, ...props }: AnswerTurnProps) {
  const { t } = useTranslation();
  const { message } = node;
  const begun = message.content?.some((part) => part.type === "text") === true;
  const failed = message.content?.some((part) => part.type === "error") === true;
  return (
    <div className="space-y-3">
      <StoredAnswer
        message={message}
        actions={{
          onRetry: busy ? undefined : () => props.onRegenerate(message),
          onContinue: busy || !begun ? undefined : () => props.onContinue(message),
          onInspect: () => props.onInspect(message),
          onOtherModel: props.onOtherModel,
        }}
      />
      {(message.unfinished === true || message.finish_reason === "length") && !failed && (
        <Notice tone="info" className="items-center">
          <div className="flex flex-wrap items-center justify-between gap-2">
            <span>
              {message.finish_reason === "length" ? t("chat.cutByLength") : t("chat.unfinished")}
            </span>
            <Button
              size="sm"
              icon="continue"
              disabled={busy}
              onClick={() => props.onContinue(message)}
            >
              {t("chat.continue")}
            </Button>
          </div>
        </Notice>
      )}
    </div>
  );
}

/** What the answer used, such as "120 in · 340 out", marked where Klatch had to estimate. */
function UsageNote({ message }: { message: Message }) {
  const { t } = useTranslation();
  const usage = usageOf(message);
  if (usage === null) return null;
  const text = t("chat.usage", {
    input: formatCount(usage.input ?? 0),
    output: formatCount(usage.output ?? 0),
  });
  return (
    <span className="ml-2 text-xs text-ink-faint tabular-nums opacity-0 transition-opacity group-focus-within:opacity-100 group-hover:opacity-100">
      {usage.estimated === true ? t("chat.usageEstimated", { usage: text }) : text}
    </span>
  );
}

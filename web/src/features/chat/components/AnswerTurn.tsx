import { memo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, Notice } from "@/ui";
import type { Message } from "../stream/frames";
import type { BranchNode } from "../tree";
import { ActionButton } from "./ActionButton";
import { AnswerBody } from "./AnswerBody";
import { FeedbackActions } from "./FeedbackActions";
import { AnswerEdit, editableParts } from "./AnswerEdit";
import { sameNode, type MessageHandlers } from "./handlers";
import { ActionRow, CopyAction, RegenerateAction, useBusy, VersionNav } from "./MessageActions";
import { formatCount, timeOf, usageOf } from "./usage";

export interface AnswerTurnProps {
  node: BranchNode;
  place: string;
  /** This answer is being written. */
  live: boolean;
  last: boolean;
  /** Who wrote the answer, as the reader knows it. */
  name: string;
  handlers: MessageHandlers;
}

function sameTurn(one: AnswerTurnProps, other: AnswerTurnProps): boolean {
  return (
    one.place === other.place &&
    one.live === other.live &&
    one.last === other.last &&
    one.name === other.name &&
    one.handlers === other.handlers &&
    sameNode(one.node, other.node)
  );
}

export const AnswerTurn = memo(function AnswerTurn(props: AnswerTurnProps) {
  const { node, place, live, name, handlers } = props;
  const [editing, setEditing] = useState(false);
  const { message } = node;
  return (
    <div className="group flex flex-col gap-1.5">
      <div className="flex items-baseline gap-2 text-xs text-ink-faint">
        <h2 className="font-semibold text-ink-muted">{name}</h2>
        <span className="opacity-0 transition-opacity group-focus-within:opacity-100 group-hover:opacity-100">
          {timeOf(message)}
        </span>
      </div>
      {editing ? (
        <AnswerEdit
          message={message}
          place={place}
          onClose={() => setEditing(false)}
          onSave={({ text, index }) => handlers.save(message, text, index)}
          onContinue={(edit) => handlers.editAndContinue(message, edit)}
        />
      ) : (
        <AnswerBody
          message={message}
          place={place}
          live={live}
          who={message.endpoint ?? name}
          handlers={handlers}
        />
      )}
      {!live && !editing && <Unfinished message={message} place={place} handlers={handlers} />}
      {live && node.siblings.length > 1 && (
        <ActionRow shown>
          <VersionNav node={node} onChoose={handlers.choose} />
        </ActionRow>
      )}
      {!live && !editing && <AnswerActions {...props} onEdit={() => setEditing(true)} />}
    </div>
  );
}, sameTurn);

function AnswerActions({
  node,
  place,
  last,
  handlers,
  onEdit,
}: AnswerTurnProps & { onEdit: () => void }) {
  const { t } = useTranslation();
  const { message } = node;
  return (
    <ActionRow shown={last || node.siblings.length > 1}>
      <CopyAction node={node} />
      {editableParts(message).length > 0 && (
        <ActionButton icon="edit" label={t("chat.edit.startAnswer")} onClick={onEdit} />
      )}
      <FeedbackActions message={message} />
      <RegenerateAction place={place} onClick={() => handlers.regenerate(message)} />
      <ActionButton
        icon="search"
        label={t("chat.inspect.open")}
        onClick={() => handlers.inspect(message)}
      />
      <ActionButton
        icon="fork"
        label={t("chat.fork.open")}
        onClick={() => handlers.fork(message)}
      />
      <VersionNav node={node} onChoose={handlers.choose} />
      <UsageNote message={message} />
    </ActionRow>
  );
}

/** An answer that ended before its end, with the way to go on. A failure has its own card. */
function Unfinished({
  message,
  place,
  handlers,
}: {
  message: Message;
  place: string;
  handlers: MessageHandlers;
}) {
  const { t } = useTranslation();
  const busy = useBusy(place);
  const cut = message.finish_reason === "length";
  const failed = message.content?.some((part) => part.type === "error") === true;
  if ((message.unfinished !== true && !cut) || failed) return null;
  return (
    <Notice tone="info" className="mt-1.5 items-center">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span>{cut ? t("chat.cutByLength") : t("chat.unfinished")}</span>
        <Button
          size="sm"
          icon="continue"
          disabled={busy}
          onClick={() => handlers.continueAnswer(message)}
        >
          {t("chat.continue")}
        </Button>
      </div>
    </Notice>
  );
}

/** What the answer used, such as "120 tokens in, 340 out", marked where Klatch had to estimate. */
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

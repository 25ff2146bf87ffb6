import { memo, useState } from "react";
import { useTranslation } from "react-i18next";
import { MessageFiles } from "@/features/files";
import { cx } from "@/lib/cx";
import { Button } from "@/ui";
import type { BranchNode } from "../tree";
import { ActionButton } from "./ActionButton";
import { EditBox } from "./EditBox";
import { sameNode, type MessageHandlers } from "./handlers";
import { ActionRow, CopyAction, VersionNav } from "./MessageActions";
import { SentQuotes } from "./QuoteChips";
import { timeOf } from "./usage";

/** A message longer than this is folded, in characters and lines. */
const LONG_TEXT = 2500;
const LONG_LINES = 24;

export interface UserTurnProps {
  node: BranchNode;
  handlers: MessageHandlers;
}

export const UserTurn = memo(
  function UserTurn({ node, handlers }: UserTurnProps) {
    const { t } = useTranslation();
    const [editing, setEditing] = useState(false);
    const { message } = node;
    if (editing) {
      return (
        <EditBox
          label={t("chat.edit.message")}
          text={message.text}
          doneLabel={t("chat.edit.send")}
          onCancel={() => setEditing(false)}
          onDone={(text) => {
            setEditing(false);
            handlers.send(message, text);
          }}
          onSave={(text) => {
            setEditing(false);
            handlers.save(message, text);
          }}
        />
      );
    }
    return (
      <div className="group -mb-2 flex flex-col items-end gap-1">
        <h2 className="sr-only">{t("chat.you")}</h2>
        {message.quotes !== undefined && message.quotes.length > 0 && (
          <SentQuotes quotes={message.quotes} />
        )}
        {message.files !== undefined && message.files.length > 0 && (
          <MessageFiles files={message.files} />
        )}
        {message.text !== "" && <UserText text={message.text} />}
        <ActionRow shown={node.siblings.length > 1} end>
          <span className="mr-1 text-xs text-ink-faint">{timeOf(message)}</span>
          <CopyAction node={node} />
          <ActionButton icon="edit" label={t("chat.edit.start")} onClick={() => setEditing(true)} />
          <ActionButton
            icon="fork"
            label={t("chat.fork.open")}
            onClick={() => handlers.fork(message)}
          />
          <VersionNav node={node} onChoose={handlers.choose} />
        </ActionRow>
      </div>
    );
  },
  (one, other) => one.handlers === other.handlers && sameNode(one.node, other.node),
);

function UserText({ text }: { text: string }) {
  const { t } = useTranslation();
  const [whole, setWhole] = useState(false);
  const long = text.length > LONG_TEXT || text.split("\n", LONG_LINES + 1).length > LONG_LINES;
  return (
    <div className="max-w-[88%] rounded-xl bg-sunken px-4 py-2.5">
      <p
        dir="auto"
        className={cx(
          "text-base leading-normal break-words whitespace-pre-wrap",
          long && !whole && "chat-clamped",
        )}
      >
        {text}
      </p>
      {long && (
        <Button size="sm" look="quiet" className="mt-1 -ml-2.5" onClick={() => setWhole(!whole)}>
          {whole ? t("chat.showLess") : t("chat.showAll")}
        </Button>
      )}
    </div>
  );
}

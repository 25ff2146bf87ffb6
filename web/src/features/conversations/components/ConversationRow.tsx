import { memo, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Conversation } from "@/api";
import { cx } from "@/lib/cx";
import { useRenameConversation } from "../actions";
import { DRAG_TYPE } from "../drag";
import { RenameField } from "./RenameField";
import { RowMenu } from "./RowMenu";

export interface ConversationRowProps {
  conversation: Conversation;
  /** It is the one on the page. */
  open: boolean;
  /** An answer is being written, here or elsewhere. */
  running: boolean;
  editing: boolean;
  /** The one row that Tab reaches; arrow keys reach the others. */
  tabStop: boolean;
  onEditing: (on: boolean) => void;
  onFocus: () => void;
  onOpen: (() => void) | undefined;
}

export const ConversationRow = memo(function ConversationRow(props: ConversationRowProps) {
  const { conversation, open, running, editing, tabStop, onEditing, onFocus, onOpen } = props;
  const { t } = useTranslation();
  const rename = useRenameConversation();
  const title = conversation.title || t("conversations.untitled");
  const link = useRef<HTMLAnchorElement>(null);
  const wasEditing = useRef(false);
  useEffect(() => {
    // The field that had the focus is gone; unless it went elsewhere by a click, it belongs to the row again.
    if (wasEditing.current && !editing && document.activeElement === document.body)
      link.current?.focus();
    wasEditing.current = editing;
  }, [editing]);

  if (editing) {
    return (
      <RenameField
        title={title}
        onDone={(changed) => {
          onEditing(false);
          if (changed !== undefined) rename.mutate({ conversation, title: changed });
        }}
      />
    );
  }
  return (
    <div
      className={cx(
        "group relative flex h-9 items-center rounded-sm transition-colors",
        open ? "bg-pressed" : "hover:bg-hover has-data-[state=open]:bg-hover",
      )}
    >
      <Link
        ref={link}
        to={`/c/${conversation.conversationId}`}
        tabIndex={tabStop ? 0 : -1}
        aria-current={open ? "page" : undefined}
        title={title}
        onFocus={onFocus}
        onClick={onOpen}
        onDoubleClick={() => onEditing(true)}
        onDragStart={(event) => event.dataTransfer.setData(DRAG_TYPE, conversation.conversationId)}
        className={cx(
          "flex h-full min-w-0 flex-1 items-center gap-2 rounded-sm pr-2.5 pl-2.5 focus-visible:-outline-offset-2",
          "group-hover:pr-9 group-has-data-[state=open]:pr-9 group-focus-within:pr-9 pointer-coarse:pr-9",
          open ? "font-medium text-ink" : "text-ink-muted group-hover:text-ink",
        )}
      >
        <span className="truncate">{title}</span>
        {running && (
          <span className="ml-auto flex items-center">
            <span className="size-1.5 animate-pulse rounded-full bg-accent" />
            <span className="sr-only">{t("conversations.running")}</span>
          </span>
        )}
      </Link>
      <div className="absolute right-1 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 has-data-[state=open]:opacity-100 pointer-coarse:opacity-100">
        <RowMenu
          conversation={conversation}
          title={title}
          tabStop={tabStop}
          onRename={() => onEditing(true)}
        />
      </div>
    </div>
  );
});

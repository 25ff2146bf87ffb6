import { useTranslation } from "react-i18next";
import type { Conversation } from "@/api";
import { useMay, useStartupConfig } from "@/features/auth";
import { IconButton, Menu, MenuItem, MenuSeparator } from "@/ui";
import {
  useArchiveConversation,
  useDeleteConversation,
  useDuplicateConversation,
  usePinConversation,
} from "../actions";
import { showConversationDialog, type ConversationDialogKind } from "../dialogs";

export interface RowMenuProps {
  conversation: Conversation;
  title: string;
  tabStop: boolean;
  onRename: () => void;
}

/** Everything that can be done with a conversation of the list. */
export function RowMenu({ conversation, title, tabStop, onRename }: RowMenuProps) {
  const { t } = useTranslation();
  const may = useMay();
  const config = useStartupConfig();
  const pin = usePinConversation();
  const archive = useArchiveConversation();
  const duplicate = useDuplicateConversation();
  const remove = useDeleteConversation();
  const show = (kind: ConversationDialogKind) => showConversationDialog({ kind, conversation });
  return (
    <Menu
      align="end"
      trigger={
        <IconButton
          icon="more"
          size="sm"
          label={t("conversations.actionsFor", { title })}
          tabIndex={tabStop ? 0 : -1}
        />
      }
    >
      <MenuItem icon="pin" onSelect={() => void pin(conversation)}>
        {conversation.pinned === true ? t("conversations.unpin") : t("conversations.pin")}
      </MenuItem>
      <MenuItem icon="edit" shortcut="F2" onSelect={onRename}>
        {t("conversations.rename")}
      </MenuItem>
      {may("BOOKMARKS.USE") && (
        <MenuItem icon="bookmark" onSelect={() => show("bookmarks")}>
          {t("bookmarks.edit")}
        </MenuItem>
      )}
      <MenuItem icon="folder" onSelect={() => show("project")}>
        {t("projects.move")}
      </MenuItem>
      <MenuItem icon="copy" onSelect={() => void duplicate(conversation)}>
        {t("conversations.duplicate")}
      </MenuItem>
      {config?.sharedLinksEnabled === true && may("SHARED_LINKS.CREATE") && (
        <MenuItem icon="share" onSelect={() => show("share")}>
          {t("share.open")}
        </MenuItem>
      )}
      <MenuSeparator />
      <MenuItem icon="archive" onSelect={() => void archive(conversation)}>
        {t("conversations.archive")}
      </MenuItem>
      <MenuItem icon="trash" danger onSelect={() => void remove(conversation)}>
        {t("conversations.delete")}
      </MenuItem>
    </Menu>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useState, type SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";
import { Button, Dialog, IconButton, Spinner, TextField } from "@/ui";
import { reportFailure } from "../actions";
import { conversationQuery } from "../api";
import {
  bookmarksQuery,
  changeBookmark,
  createBookmark,
  deleteBookmark,
  setBookmarks,
  type Bookmark,
} from "../organise";
import { refreshConversation } from "../cache";
import { RenameField } from "./RenameField";

export interface BookmarkDialogProps {
  conversationId: string;
  onClose: () => void;
}

/** Chooses the bookmarks of a conversation, and keeps the list of all bookmarks in order. */
export function BookmarkDialog({ conversationId, onClose }: BookmarkDialogProps) {
  const { t } = useTranslation();
  const bookmarks = useQuery(bookmarksQuery);
  const chosen = useQuery(conversationQuery(conversationId)).data?.tags;
  const [name, setName] = useState("");

  const toggle = (tag: string, on: boolean) => {
    const others = (chosen ?? []).filter((other) => other !== tag);
    setBookmarks(conversationId, on ? [...others, tag] : others).catch(reportFailure);
  };
  const add = (event: SyntheticEvent) => {
    event.preventDefault();
    const wanted = name.trim();
    if (wanted === "") return;
    setName("");
    createBookmark(wanted, conversationId)
      .then(() => refreshConversation(conversationId))
      .catch(reportFailure);
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t("bookmarks.title")} size="sm">
      {chosen === undefined || bookmarks.data === undefined ? (
        <Spinner />
      ) : (
        <ul className="-mx-2 mb-4">
          {bookmarks.data.map((bookmark, index) => (
            <BookmarkRow
              key={bookmark._id}
              bookmark={bookmark}
              checked={chosen.includes(bookmark.tag)}
              first={index === 0}
              last={index === bookmarks.data.length - 1}
              onToggle={(on) => toggle(bookmark.tag, on)}
              onChanged={() => void refreshConversation(conversationId)}
            />
          ))}
        </ul>
      )}
      <form onSubmit={add} className="flex items-end gap-2">
        <TextField
          label={t("bookmarks.new")}
          value={name}
          maxLength={128}
          onChange={(event) => setName(event.target.value)}
          className="flex-1"
        />
        <Button type="submit" look="primary" disabled={name.trim() === ""}>
          {t("bookmarks.add")}
        </Button>
      </form>
    </Dialog>
  );
}

interface BookmarkRowProps {
  bookmark: Bookmark;
  checked: boolean;
  first: boolean;
  last: boolean;
  onToggle: (on: boolean) => void;
  onChanged: () => void;
}

function BookmarkRow({ bookmark, checked, first, last, onToggle, onChanged }: BookmarkRowProps) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState(false);
  const { tag, position, count } = bookmark;
  if (editing) {
    return (
      <li className="px-2">
        <RenameField
          title={tag}
          label={t("bookmarks.new")}
          onDone={(changed) => {
            setEditing(false);
            if (changed === undefined) return;
            changeBookmark(tag, { tag: changed }).then(onChanged).catch(reportFailure);
          }}
        />
      </li>
    );
  }
  const move = (to: number) => changeBookmark(tag, { position: to }).catch(reportFailure);
  return (
    <li className="group flex items-center gap-1 rounded-sm px-2 hover:bg-hover">
      <label className="flex h-10 min-w-0 flex-1 items-center gap-3 text-sm">
        <input
          type="checkbox"
          checked={checked}
          onChange={(event) => onToggle(event.target.checked)}
          className="size-4 accent-accent"
        />
        <span className="truncate">{tag}</span>
        <span className="text-xs text-ink-faint tabular-nums">{count}</span>
      </label>
      <IconButton
        icon="arrowUp"
        size="sm"
        label={t("bookmarks.up", { tag })}
        disabled={first}
        onClick={() => void move(position - 1)}
      />
      <IconButton
        icon="arrowDown"
        size="sm"
        label={t("bookmarks.down", { tag })}
        disabled={last}
        onClick={() => void move(position + 1)}
      />
      <IconButton
        icon="edit"
        size="sm"
        label={t("bookmarks.rename", { tag })}
        onClick={() => setEditing(true)}
      />
      <IconButton
        icon="trash"
        size="sm"
        label={t("bookmarks.delete", { tag })}
        onClick={() => void deleteBookmark(tag).then(onChanged).catch(reportFailure)}
      />
    </li>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/auth";
import { useSettled } from "@/lib/useSettled";
import { Button, IconButton, Menu, MenuItem } from "@/ui";
import { changeFilter, useFilter } from "../filter";
import { bookmarksQuery } from "../organise";
import { ProjectList } from "./ProjectList";

/** What narrows the list: a bookmark, a project. */
export function Filters() {
  const may = useMay();
  return (
    <div className="px-3 pb-1">
      {may("BOOKMARKS.USE") && <BookmarkFilter />}
      <ProjectList />
    </div>
  );
}

function BookmarkFilter() {
  const { t } = useTranslation();
  const { tag } = useFilter();
  const settled = useSettled();
  const bookmarks = useQuery({ ...bookmarksQuery, enabled: settled }).data ?? [];
  if (tag !== undefined) {
    return (
      <div className="flex items-center gap-1 rounded-sm bg-accent-soft pl-2.5 text-sm font-medium text-accent">
        <span className="min-w-0 flex-1 truncate">{t("bookmarks.filtered", { tag })}</span>
        <IconButton
          icon="close"
          size="sm"
          label={t("bookmarks.clearFilter")}
          onClick={() => changeFilter({ tag: undefined })}
        />
      </div>
    );
  }
  if (bookmarks.length === 0) return null;
  return (
    <Menu
      trigger={
        <Button look="quiet" size="sm" icon="bookmark" className="w-full justify-start text-left">
          {t("bookmarks.title")}
        </Button>
      }
      className="max-h-80 overflow-y-auto"
    >
      {bookmarks.map(({ _id, tag: name, count }) => (
        <MenuItem
          key={_id}
          icon="bookmark"
          shortcut={String(count)}
          onSelect={() => changeFilter({ tag: name })}
        >
          {name}
        </MenuItem>
      ))}
    </Menu>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useState, type DragEvent } from "react";
import { useTranslation } from "react-i18next";
import { useSettled } from "@/lib/useSettled";
import { cx } from "@/lib/cx";
import { Icon, IconButton, Menu, MenuItem } from "@/ui";
import { reportFailure } from "../actions";
import { changeFilter, useFilter } from "../filter";
import {
  createProject,
  deleteProject,
  moveToProject,
  projectsQuery,
  renameProject,
  type Project,
} from "../organise";
import { DRAG_TYPE } from "../drag";
import { RenameField } from "./RenameField";

/** The projects, folded away until wanted; conversations can be dropped on them. */
export function ProjectList() {
  const { t } = useTranslation();
  const { projectId } = useFilter();
  const settled = useSettled();
  const projects = useQuery({ ...projectsQuery, enabled: settled }).data ?? [];
  const [open, setOpen] = useState(false);
  const [adding, setAdding] = useState(false);
  const shown = open || adding || projectId !== undefined;
  return (
    <section aria-label={t("projects.title")}>
      <div className="flex items-center">
        <button
          type="button"
          aria-expanded={shown}
          onClick={() => setOpen(!shown)}
          className="flex h-(--control-sm) min-w-0 flex-1 items-center gap-1.5 rounded-sm px-2.5 text-xs font-semibold text-ink-muted transition-colors hover:bg-hover hover:text-ink"
        >
          <Icon name="folder" />
          {t("projects.title")}
          <Icon name={shown ? "chevronDown" : "chevronRight"} className="size-3.5" />
        </button>
        <IconButton
          icon="plus"
          size="sm"
          label={t("projects.new")}
          onClick={() => setAdding(true)}
        />
      </div>
      {shown && (
        <ul className="max-h-56 overflow-y-auto">
          {adding && (
            <li>
              <RenameField
                title=""
                label={t("projects.name")}
                onDone={(name) => {
                  setAdding(false);
                  if (name === undefined) return;
                  setOpen(true);
                  createProject(name).catch(reportFailure);
                }}
              />
            </li>
          )}
          {projects.map((project) => (
            <ProjectRow key={project._id} project={project} chosen={project._id === projectId} />
          ))}
          {projects.length === 0 && !adding && (
            <li className="px-2.5 py-1.5 text-xs text-ink-faint">{t("projects.empty")}</li>
          )}
        </ul>
      )}
    </section>
  );
}

function ProjectRow({ project, chosen }: { project: Project; chosen: boolean }) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState(false);
  const [over, setOver] = useState(false);
  const { _id: id, name, conversationCount } = project;
  if (editing) {
    return (
      <li>
        <RenameField
          title={name}
          label={t("projects.name")}
          onDone={(changed) => {
            setEditing(false);
            if (changed !== undefined) renameProject(id, changed).catch(reportFailure);
          }}
        />
      </li>
    );
  }
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const conversation = event.dataTransfer.getData(DRAG_TYPE);
    if (conversation !== "") moveToProject(conversation, id).catch(reportFailure);
  };
  return (
    <li
      className={cx(
        "group relative flex h-8 items-center rounded-sm",
        chosen ? "bg-pressed" : "hover:bg-hover",
        over && "ring-2 ring-focus ring-inset",
      )}
    >
      <button
        type="button"
        aria-pressed={chosen}
        onClick={() => changeFilter({ projectId: chosen ? undefined : id })}
        onDragOver={(event) => {
          if (!event.dataTransfer.types.includes(DRAG_TYPE)) return;
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className="flex h-full min-w-0 flex-1 items-center gap-2 rounded-sm pr-9 pl-7 text-left text-sm"
      >
        <span className="truncate">{name}</span>
        <span className="text-xs text-ink-faint tabular-nums">{conversationCount}</span>
      </button>
      <div className="absolute right-1 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 has-data-[state=open]:opacity-100 pointer-coarse:opacity-100">
        <Menu
          align="end"
          trigger={<IconButton icon="more" size="sm" label={t("projects.actionsFor", { name })} />}
        >
          <MenuItem icon="edit" onSelect={() => setEditing(true)}>
            {t("conversations.rename")}
          </MenuItem>
          <MenuItem
            icon="trash"
            danger
            onSelect={() => {
              if (chosen) changeFilter({ projectId: undefined });
              deleteProject(id).catch(reportFailure);
            }}
          >
            {t("projects.delete")}
          </MenuItem>
        </Menu>
      </div>
    </li>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useState, type SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";
import { cx } from "@/lib/cx";
import { Button, Dialog, Icon, TextField } from "@/ui";
import { reportFailure } from "../actions";
import { conversationQuery } from "../api";
import { createProject, moveToProject, projectsQuery } from "../organise";

export interface ProjectDialogProps {
  conversationId: string;
  onClose: () => void;
}

/** Moves a conversation into a project, a new one if wanted. */
export function ProjectDialog({ conversationId, onClose }: ProjectDialogProps) {
  const { t } = useTranslation();
  const projects = useQuery(projectsQuery).data ?? [];
  const current = useQuery(conversationQuery(conversationId)).data?.chatProjectId ?? null;
  const [name, setName] = useState("");

  const move = (id: string | null) => {
    onClose();
    moveToProject(conversationId, id).catch(reportFailure);
  };
  const add = (event: SyntheticEvent) => {
    event.preventDefault();
    createProject(name.trim())
      .then(({ _id }) => move(_id))
      .catch(reportFailure);
  };
  const choices = [
    { id: null, name: t("projects.none") },
    ...projects.map((project) => ({ id: project._id, name: project.name })),
  ];
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t("projects.move")} size="sm">
      <ul className="-mx-2 mb-4 max-h-72 overflow-y-auto">
        {choices.map((choice) => (
          <li key={choice.id}>
            <button
              type="button"
              aria-pressed={choice.id === current}
              onClick={() => move(choice.id)}
              className={cx(
                "flex h-10 w-full items-center gap-3 rounded-sm px-2 text-left text-sm hover:bg-hover",
                choice.id === null && "text-ink-muted",
              )}
            >
              <Icon name={choice.id === null ? "close" : "folder"} className="text-ink-muted" />
              <span className="min-w-0 flex-1 truncate">{choice.name}</span>
              {choice.id === current && <Icon name="check" className="text-accent" />}
            </button>
          </li>
        ))}
      </ul>
      <form onSubmit={add} className="flex items-end gap-2">
        <TextField
          label={t("projects.new")}
          value={name}
          maxLength={100}
          onChange={(event) => setName(event.target.value)}
          className="flex-1"
        />
        <Button type="submit" look="primary" disabled={name.trim() === ""}>
          {t("projects.create")}
        </Button>
      </form>
    </Dialog>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { describeError, type AgentRow } from "@/api";
import { useMay, useUser } from "@/features/auth";
import { agentsQuery, AGENTS, chooseModel } from "@/features/models";
import { ShareDialog } from "@/features/people";
import {
  Avatar,
  Badge,
  Button,
  EmptyState,
  IconButton,
  Menu,
  MenuItem,
  Notice,
  Page,
  Segmented,
  Spinner,
  TextField,
  toast,
} from "@/ui";
import { CATEGORIES, DELETE, deleteAgent, duplicateAgent, rightsQuery, SHARE } from "../api";
import { DeleteDialog } from "./DeleteDialog";

type Whose = "all" | "mine" | "shared";

/** All agents the person may use. */
export function Gallery() {
  const { t } = useTranslation();
  const may = useMay();
  const user = useUser();
  const navigate = useNavigate();
  const [whose, setWhose] = useState<Whose>("all");
  const [category, setCategory] = useState("");
  const [text, setText] = useState("");
  const { data, error } = useQuery(agentsQuery);
  const wanted = text.trim().toLowerCase();
  const found = data?.filter(
    (agent) =>
      (whose === "all" || (whose === "mine") === (agent.author === user?.id)) &&
      (category === "" || agent.category === category) &&
      `${agent.name ?? ""} ${agent.description ?? ""}`.toLowerCase().includes(wanted),
  );
  const make = may("AGENTS.CREATE") && (
    <Button look="primary" icon="agent" onClick={() => void navigate("/agents/new")}>
      {t("agents.new")}
    </Button>
  );
  return (
    <Page title={t("agents.title")} lead={t("agents.lead")} actions={make}>
      <div className="mb-6 flex flex-wrap items-end gap-3">
        <TextField
          label={t("agents.search")}
          type="search"
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="min-w-48 flex-1"
        />
        <CategorySelect value={category} any onChange={setCategory} />
        <Segmented
          label={t("agents.whose")}
          value={whose}
          onChange={setWhose}
          options={(["all", "mine", "shared"] as const).map((value) => ({
            value,
            label: t(`agents.whose.${value}`),
          }))}
        />
      </div>
      {error !== null && <Notice tone="danger">{describeError(error).text}</Notice>}
      {found === undefined && error === null && <Spinner className="size-6" />}
      {found?.length === 0 && (
        <EmptyState
          title={data?.length === 0 ? t("agents.none") : t("agents.noMatch")}
          {...(data?.length === 0 ? { hint: t("agents.noneHint") } : {})}
        />
      )}
      <ul className="grid grid-cols-1 gap-3 sm:grid-cols-2">
        {found?.map((agent) => (
          <AgentCard key={agent.id} agent={agent} mine={agent.author === user?.id} />
        ))}
      </ul>
    </Page>
  );
}

/** Chooses a category; `any` offers all of them too. */
export function CategorySelect({
  value,
  any = false,
  onChange,
}: {
  value: string;
  any?: boolean;
  onChange: (value: string) => void;
}) {
  const { t } = useTranslation();
  const known: readonly string[] = CATEGORIES;
  return (
    <label className="flex flex-col gap-1.5 text-sm font-medium">
      {t("agents.category")}
      <select
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="h-(--control-lg) rounded-sm bg-raised px-2.5 text-sm font-normal ring-1 ring-line-strong ring-inset"
      >
        {any && <option value="">{t("agents.category.any")}</option>}
        {CATEGORIES.map((one) => (
          <option key={one} value={one}>
            {t(`agents.category.${one}`)}
          </option>
        ))}
        {value !== "" && !known.includes(value) && <option value={value}>{value}</option>}
      </select>
    </label>
  );
}

function AgentCard({ agent, mine }: { agent: AgentRow; mine: boolean }) {
  const { t } = useTranslation();
  const userId = useUser()?.id ?? "";
  const navigate = useNavigate();
  const name = agent.name ?? agent.id;
  const chat = () => {
    chooseModel(userId, "new", { endpoint: AGENTS, model: agent.id });
    void navigate("/c/new");
  };
  return (
    <li className="relative flex gap-3 rounded-lg bg-raised p-4 shadow-low ring-1 ring-line ring-inset">
      <Avatar name={name} src={agent.avatar?.filepath} />
      <div className="min-w-0 flex-1">
        <h2 className="truncate font-semibold">{name}</h2>
        <p className="line-clamp-2 text-sm text-ink-muted">{agent.description}</p>
        <p className="mt-1 flex flex-wrap items-center gap-2 text-xs text-ink-faint">
          {!mine && agent.owner_contact?.name !== undefined && (
            <span>{t("agents.by", { name: agent.owner_contact.name })}</span>
          )}
          {agent.isPublic === true && <Badge>{t("agents.public")}</Badge>}
        </p>
        <Button
          size="sm"
          className="mt-3"
          onClick={chat}
          aria-label={t("agents.chatWith", { name })}
        >
          {t("agents.chat")}
        </Button>
      </div>
      {agent.isEditable === true && <CardMenu agent={agent} />}
    </li>
  );
}

function CardMenu({ agent }: { agent: AgentRow }) {
  const { t } = useTranslation();
  const { data: rights } = useQuery(rightsQuery);
  const granted = rights?.[agent._id] ?? 0;
  // Administrators need no grant.
  const mine = useUser()?.role === "ADMIN" ? DELETE | SHARE : granted;
  const may = useMay();
  const navigate = useNavigate();
  const [open, setOpen] = useState<"share" | "delete">();
  const name = agent.name ?? agent.id;
  const attempt = (work: Promise<unknown>) =>
    void work.catch((error: unknown) => toast(describeError(error).text, { tone: "danger" }));
  return (
    <div className="-mt-1 -mr-1">
      <Menu
        align="end"
        trigger={<IconButton icon="more" label={t("agents.actions", { name })} size="sm" />}
      >
        <MenuItem icon="edit" onSelect={() => void navigate(`/agents/${agent.id}`)}>
          {t("agents.edit")}
        </MenuItem>
        {may("AGENTS.CREATE") && (
          <MenuItem icon="copy" onSelect={() => attempt(duplicateAgent(agent.id))}>
            {t("agents.duplicate")}
          </MenuItem>
        )}
        {(mine & SHARE) !== 0 && may("AGENTS.SHARE") && (
          <MenuItem icon="share" onSelect={() => setOpen("share")}>
            {t("agents.share")}
          </MenuItem>
        )}
        {(mine & DELETE) !== 0 && (
          <MenuItem icon="trash" danger onSelect={() => setOpen("delete")}>
            {t("agents.delete")}
          </MenuItem>
        )}
      </Menu>
      {open === "share" && (
        <ShareDialog
          type="agent"
          resourceId={agent._id}
          name={name}
          onClose={() => setOpen(undefined)}
        />
      )}
      {open === "delete" && (
        <DeleteDialog
          name={name}
          onClose={() => setOpen(undefined)}
          onDelete={() => deleteAgent(agent.id)}
        />
      )}
    </div>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { describeError } from "@/api";
import { PictureButton } from "@/features/files";
import { AGENTS, useModelCatalog, type ModelGroup } from "@/features/models";
import { Avatar, Button, inputLook, Notice, Page, Spinner, TextField, toast } from "@/ui";
import {
  agentKeys,
  createAgent,
  readAgent,
  setPicture as setAgentPicture,
  updateAgent,
  type Agent,
  type AgentDraft,
} from "../api";
import { CategorySelect } from "./Gallery";
import { Versions } from "./Versions";

/** Makes an agent, or changes one. */
export function AgentEditor() {
  const { t } = useTranslation();
  const { agentId } = useParams();
  const { catalog } = useModelCatalog();
  const { data, error } = useQuery({
    queryKey: agentKeys.one(agentId ?? ""),
    queryFn: () => readAgent(agentId ?? ""),
    enabled: agentId !== undefined,
  });
  const title = agentId === undefined ? t("agents.new") : t("agents.edit.title");
  if (error !== null) {
    return (
      <Page title={title}>
        <Notice tone="danger">{describeError(error).text}</Notice>
      </Page>
    );
  }
  if (catalog === undefined || (agentId !== undefined && data === undefined)) {
    return (
      <Page title={title}>
        <Spinner className="size-6" />
      </Page>
    );
  }
  const groups = catalog.filter(({ endpoint }) => endpoint !== AGENTS);
  // A restored version is another agent to the form: it begins anew.
  const key = `${agentId ?? "new"}/${data?.updatedAt ?? ""}`;
  return (
    <Page title={title}>
      <EditorForm key={key} agent={data} groups={groups} />
      {data !== undefined && <Versions agent={data} />}
    </Page>
  );
}

function draftOf(agent: Agent | undefined, groups: ModelGroup[]): AgentDraft {
  const first = groups[0]?.models[0];
  return {
    name: agent?.name ?? "",
    description: agent?.description ?? "",
    instructions: agent?.instructions ?? "",
    category: agent?.category ?? "general",
    provider: agent?.provider ?? first?.endpoint ?? "",
    model: agent?.model ?? first?.model ?? "",
    model_parameters: agent?.model_parameters ?? {},
    conversation_starters: agent?.conversation_starters ?? [],
  };
}

interface FormProps {
  agent: Agent | undefined;
  groups: ModelGroup[];
}

function EditorForm({ agent, groups }: FormProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [saved] = useState(() => draftOf(agent, groups));
  const [draft, setDraft] = useState(saved);
  const [picture, setPicture] = useState<File | null>();
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState(false);
  const change = (part: Partial<AgentDraft>) => setDraft((before) => ({ ...before, ...part }));
  const nameMissing = draft.name.trim() === "";
  const save = async () => {
    setTried(true);
    if (nameMissing || draft.model === "") return;
    setBusy(true);
    try {
      const starters = draft.conversation_starters.map((text) => text.trim()).filter(Boolean);
      const body = { ...draft, name: draft.name.trim(), conversation_starters: starters };
      const done = await store(agent, body, draft !== saved, picture);
      toast(t("agents.saved"), { tone: "success" });
      void navigate(`/agents/${done.id}`, { replace: true });
    } catch (error) {
      toast(describeError(error).text, { tone: "danger" });
    }
    setBusy(false);
  };
  return (
    <form
      noValidate
      className="flex max-w-(--measure-reading) flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <AgentPicture agent={agent} name={draft.name} chosen={picture} onChange={setPicture} />
      <TextField
        label={t("agents.name")}
        value={draft.name}
        maxLength={256}
        error={tried && nameMissing ? t("agents.name.missing") : undefined}
        onChange={(event) => change({ name: event.target.value })}
      />
      <TextField
        label={t("agents.description")}
        value={draft.description}
        maxLength={4000}
        onChange={(event) => change({ description: event.target.value })}
      />
      <LongText
        label={t("agents.instructions")}
        hint={t("agents.instructions.hint")}
        rows={8}
        value={draft.instructions}
        onChange={(instructions) => change({ instructions })}
      />
      <div className="flex flex-wrap gap-4">
        <ModelSelect groups={groups} draft={draft} onChange={change} />
        <CategorySelect value={draft.category} onChange={(category) => change({ category })} />
      </div>
      <ParameterFields draft={draft} onChange={change} />
      <LongText
        label={t("agents.starters")}
        hint={t("agents.starters.hint")}
        rows={4}
        value={draft.conversation_starters.join("\n")}
        onChange={(text) => change({ conversation_starters: text === "" ? [] : text.split("\n") })}
      />
      <div className="flex gap-2">
        <Button
          look="primary"
          type="submit"
          busy={busy}
          disabled={draft === saved && picture === undefined}
        >
          {t("common.save")}
        </Button>
        <Button onClick={() => void navigate("/agents")}>{t("agents.back")}</Button>
      </div>
    </form>
  );
}

/** Stores what was changed. A new picture is a change of its own. */
async function store(
  agent: Agent | undefined,
  body: AgentDraft,
  edited: boolean,
  picture: File | null | undefined,
): Promise<{ id: string }> {
  const cleared = picture === null ? { avatar: null } : {};
  let done: { id: string } | undefined = agent;
  if (agent === undefined) done = await createAgent(body);
  else if (edited || picture === null) done = await updateAgent(agent.id, { ...body, ...cleared });
  if (done === undefined) throw new Error();
  return picture ? setAgentPicture(done.id, picture) : done;
}

interface PictureProps {
  agent: Agent | undefined;
  name: string;
  /** What is chosen and not yet saved; null removes the picture. */
  chosen: File | null | undefined;
  onChange: (picture: File | null) => void;
}

function AgentPicture({ agent, name, chosen, onChange }: PictureProps) {
  const { t } = useTranslation();
  const kept = agent?.avatar?.filepath;
  const [shown, setShown] = useState(kept);
  return (
    <div className="flex flex-wrap items-center gap-4">
      <Avatar name={name} src={shown} size="lg" />
      <PictureButton
        label={t("agents.picture")}
        onChoose={(square) => {
          setShown(URL.createObjectURL(square));
          onChange(square);
        }}
      />
      {shown !== undefined && (
        <Button
          look="quiet"
          onClick={() => {
            setShown(undefined);
            onChange(null);
          }}
        >
          {t("agents.picture.remove")}
        </Button>
      )}
      {chosen !== undefined && (
        <span className="text-xs text-ink-faint">{t("agents.picture.unsaved")}</span>
      )}
    </div>
  );
}

interface LongTextProps {
  label: string;
  hint: string;
  rows: number;
  value: string;
  onChange: (value: string) => void;
}

function LongText({ label, hint, rows, value, onChange }: LongTextProps) {
  return (
    <label className="flex flex-col gap-1.5 text-sm font-medium">
      {label}
      <textarea
        rows={rows}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="w-full rounded-sm bg-raised px-3 py-2 text-base font-normal ring-1 ring-line-strong outline-none ring-inset focus-visible:ring-2 focus-visible:ring-focus sm:text-sm"
      />
      <span className="text-xs font-normal text-ink-faint">{hint}</span>
    </label>
  );
}

interface PartProps {
  draft: AgentDraft;
  onChange: (part: Partial<AgentDraft>) => void;
}

/** The models of the menu; one that is not offered any more stays until another is chosen. */
function ModelSelect({ groups, draft, onChange }: PartProps & { groups: ModelGroup[] }) {
  const { t } = useTranslation();
  const entries = groups.flatMap(({ models }) => models);
  const current = entries.findIndex(
    ({ endpoint, model }) => endpoint === draft.provider && model === draft.model,
  );
  return (
    <label className="flex min-w-56 flex-1 flex-col gap-1.5 text-sm font-medium">
      {t("agents.model")}
      <select
        value={current}
        onChange={(event) => {
          const entry = entries[Number(event.target.value)];
          if (entry !== undefined) onChange({ provider: entry.endpoint, model: entry.model });
        }}
        className={inputLook}
      >
        {current < 0 && <option value={-1}>{draft.model || t("agents.model.none")}</option>}
        {groups.map((group) => (
          <optgroup key={group.endpoint} label={group.label}>
            {group.models.map((entry) => (
              <option key={entry.model} value={entries.indexOf(entry)}>
                {entry.label}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </label>
  );
}

const NUMBERS = [
  { name: "temperature", step: 0.1, min: 0, max: 2 },
  { name: "top_p", step: 0.05, min: 0, max: 1 },
  { name: "max_tokens", step: 1, min: 1, max: 10_000_000 },
  { name: "presence_penalty", step: 0.1, min: -2, max: 2 },
  { name: "frequency_penalty", step: 0.1, min: -2, max: 2 },
] as const;

/** Parameters of the model; empty ones are the provider's. */
function ParameterFields({ draft, onChange }: PartProps) {
  const { t } = useTranslation();
  const set = (name: string, text: string) => {
    const { [name]: _, ...others } = draft.model_parameters;
    const value = Number(text);
    const keeps = text !== "" && Number.isFinite(value);
    onChange({ model_parameters: keeps ? { ...others, [name]: value } : others });
  };
  return (
    <div className="grid grid-cols-1 gap-4 sm:grid-cols-3">
      {NUMBERS.map(({ name, step, min, max }) => {
        const value = draft.model_parameters[name];
        return (
          <TextField
            key={name}
            type="number"
            inputMode="decimal"
            label={t(`agents.parameter.${name}`)}
            placeholder={t("agents.parameter.default")}
            step={step}
            min={min}
            max={max}
            defaultValue={typeof value === "number" || typeof value === "string" ? value : ""}
            onChange={(event) => set(name, event.target.value)}
          />
        );
      })}
    </div>
  );
}

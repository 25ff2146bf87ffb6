import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { describeError } from "@/api";
import { useMay } from "@/features/auth";
import { SettingsRow } from "@/features/settings";
import { Button, EmptyState, IconButton, Notice, Spinner, toast, Toggle } from "@/ui";
import {
  deleteMemory,
  memoriesQuery,
  switchMemories,
  memoryUseQuery,
  type MemoriesAnswer,
  type Memory,
} from "../api";
import { MemoryForm } from "./MemoryForm";
import { useAction } from "./useAction";

/** What is remembered of the person: reading, adding, changing, forgetting, and whether it is used. */
export function MemoriesSection() {
  const { t } = useTranslation();
  const may = useMay();
  const { data, error } = useQuery(memoriesQuery);
  const [adding, setAdding] = useState(false);
  if (error !== null) return <Notice tone="danger">{describeError(error).text}</Notice>;
  if (data === undefined) return <Spinner />;
  return (
    <>
      <p className="text-sm text-ink-muted">{t("memories.lead")}</p>
      {may("MEMORIES.OPT_OUT") && <UseSwitch />}
      <Budget answer={data} />
      {data.memories.length === 0 && !adding && (
        <EmptyState title={t("memories.none.title")} hint={t("memories.none.hint")} />
      )}
      <ul className="divide-y divide-line">
        {data.memories.map((memory) => (
          <Row
            key={`${memory.agentId ?? ""}/${memory.key}`}
            memory={memory}
            charLimit={data.charLimit}
          />
        ))}
      </ul>
      {may("MEMORIES.CREATE") &&
        (adding ? (
          <MemoryForm charLimit={data.charLimit} onDone={() => setAdding(false)} />
        ) : (
          <Button className="mt-4" onClick={() => setAdding(true)}>
            {t("memories.add")}
          </Button>
        ))}
    </>
  );
}

function UseSwitch() {
  const { t } = useTranslation();
  const id = useId();
  const { data } = useQuery(memoryUseQuery);
  const { failure, run } = useAction();
  if (data === undefined) return null;
  return (
    <>
      <SettingsRow name={t("memories.use")} hint={t("memories.use.hint")} labelFor={id}>
        <Toggle
          id={id}
          checked={data}
          onChange={(checked) => void run(() => switchMemories(checked))}
        />
      </SettingsRow>
      {failure !== undefined && <Notice tone="danger">{failure}</Notice>}
    </>
  );
}

function Budget({ answer }: { answer: MemoriesAnswer }) {
  const { t } = useTranslation();
  const { tokenLimit, totalTokens } = answer;
  if (tokenLimit === null) return null;
  const text = t("memories.budget", { used: totalTokens, limit: tokenLimit });
  return (
    <div className="py-3">
      <p className="mb-1.5 text-xs text-ink-faint">{text}</p>
      <meter
        aria-label={text}
        className="block h-1.5 w-full appearance-none [&::-moz-meter-bar]:bg-accent [&::-webkit-meter-bar]:h-1.5 [&::-webkit-meter-bar]:rounded-full [&::-webkit-meter-bar]:border-0 [&::-webkit-meter-bar]:bg-line-strong [&::-webkit-meter-bar]:bg-none [&::-webkit-meter-inner-element]:block [&::-webkit-meter-optimum-value]:rounded-full [&::-webkit-meter-optimum-value]:bg-accent [&::-webkit-meter-optimum-value]:bg-none"
        min={0}
        max={Math.max(1, tokenLimit)}
        value={totalTokens}
      />
    </div>
  );
}

function Row({ memory, charLimit }: { memory: Memory; charLimit: number }) {
  const { t } = useTranslation();
  const mayUpdate = useMay()("MEMORIES.UPDATE");
  const [editing, setEditing] = useState(false);
  const { busy, failure, run } = useAction();
  const { key, value } = memory;

  async function forget() {
    if (await run(() => deleteMemory(memory))) toast(t("memories.forgotten", { key }));
  }

  return (
    <li className="py-4">
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <p className="font-medium wrap-anywhere">{key}</p>
          {!editing && (
            <p
              dir="auto"
              className="mt-0.5 text-sm wrap-anywhere whitespace-pre-wrap text-ink-muted"
            >
              {value}
            </p>
          )}
        </div>
        {mayUpdate && !editing && (
          <div className="flex">
            <IconButton
              icon="edit"
              size="sm"
              label={t("memories.edit", { key })}
              onClick={() => setEditing(true)}
            />
            <IconButton
              icon="trash"
              size="sm"
              disabled={busy}
              label={t("memories.forget", { key })}
              onClick={() => void forget()}
            />
          </div>
        )}
      </div>
      {failure !== undefined && (
        <p role="alert" className="mt-2 text-sm text-danger">
          {failure}
        </p>
      )}
      {editing && (
        <MemoryForm memory={memory} charLimit={charLimit} onDone={() => setEditing(false)} />
      )}
    </li>
  );
}

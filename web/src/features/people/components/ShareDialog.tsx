import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { describeError, queryClient } from "@/api";
import { useMay } from "@/features/auth";
import { useDebounced } from "@/lib/useDebounced";
import {
  Avatar,
  Button,
  Dialog,
  IconButton,
  Notice,
  Spinner,
  TextField,
  toast,
  Toggle,
} from "@/ui";
import {
  readSharing,
  saveSharing,
  searchPrincipals,
  sharingKey,
  type Level,
  type Principal,
  type ResourceType,
  type Sharing,
} from "../api";

const LEVELS: readonly Level[] = ["viewer", "editor", "owner"];

export interface ShareDialogProps {
  type: ResourceType;
  /** Id that grants name. */
  resourceId: string;
  name: string;
  onClose: () => void;
}

/** Who may use, change or own a thing; for people who may share it. */
export function ShareDialog({ type, resourceId, name, onClose }: ShareDialogProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<Sharing>();
  const [busy, setBusy] = useState(false);
  const { data, error } = useQuery({
    queryKey: sharingKey(type, resourceId),
    queryFn: () => readSharing(type, resourceId),
    staleTime: 0,
  });
  const shown = draft ?? data;
  const save = async () => {
    if (data === undefined || shown === undefined) return;
    setBusy(true);
    try {
      await saveSharing(type, resourceId, data, shown);
      await queryClient.invalidateQueries({ queryKey: sharingKey(type, resourceId) });
      toast(t("people.saved"), { tone: "success" });
      onClose();
    } catch (failure) {
      toast(describeError(failure).text, { tone: "danger" });
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("people.title", { name })}
      description={t("people.lead")}
      footer={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button
            look="primary"
            busy={busy}
            disabled={draft === undefined}
            onClick={() => void save()}
          >
            {t("common.save")}
          </Button>
        </>
      }
    >
      {error !== null && <Notice tone="danger">{describeError(error).text}</Notice>}
      {shown === undefined ? (
        error === null && <Spinner className="size-6" />
      ) : (
        <Editor type={type} sharing={shown} onChange={setDraft} />
      )}
    </Dialog>
  );
}

interface EditorProps {
  type: ResourceType;
  sharing: Sharing;
  onChange: (sharing: Sharing) => void;
}

const isSame = (one: Principal, other: Principal) => one.type === other.type && one.id === other.id;

function Editor({ type, sharing, onChange }: EditorProps) {
  const { t } = useTranslation();
  const may = useMay();
  const everybody = useId();
  const { principals } = sharing;
  const permission = type === "promptGroup" ? "PROMPTS" : type === "agent" ? "AGENTS" : "SKILLS";
  const mayFind = ["USERS", "GROUPS", "ROLES"].some((kind) => may(`PEOPLE_PICKER.VIEW_${kind}`));
  const change = (who: Principal, level: Level) =>
    onChange({
      ...sharing,
      principals: principals.map((one) =>
        isSame(one, who) ? { ...one, accessRoleId: `${type}_${level}` } : one,
      ),
    });
  return (
    <div className="flex flex-col gap-5">
      {mayFind && (
        <Finder
          known={principals}
          onAdd={(who) =>
            onChange({
              ...sharing,
              principals: [...principals, { ...who, accessRoleId: `${type}_viewer` }],
            })
          }
        />
      )}
      <ul aria-label={t("people.list")} className="flex flex-col gap-2">
        {principals.map((who) => (
          <li key={`${who.type}/${who.id}`} className="flex items-center gap-3">
            <Who who={who} />
            <select
              aria-label={t("people.levelOf", { name: who.name })}
              value={who.accessRoleId?.split("_").at(-1) ?? "viewer"}
              onChange={(event) => change(who, event.target.value as Level)}
              className="h-(--control-md) rounded-sm bg-raised px-2 text-sm ring-1 ring-line-strong ring-inset"
            >
              {LEVELS.map((level) => (
                <option key={level} value={level}>
                  {t(`people.level.${level}`)}
                </option>
              ))}
            </select>
            <IconButton
              icon="close"
              size="sm"
              label={t("people.remove", { name: who.name })}
              onClick={() =>
                onChange({ ...sharing, principals: principals.filter((one) => !isSame(one, who)) })
              }
            />
          </li>
        ))}
      </ul>
      {(sharing.public || may(`${permission}.SHARE_PUBLIC`)) && (
        <div className="flex items-center justify-between gap-4 border-t border-line pt-4">
          <label htmlFor={everybody} className="min-w-0">
            <span className="block font-medium">{t("people.everybody")}</span>
            <span className="block text-sm text-ink-muted">{t("people.everybody.hint")}</span>
          </label>
          <Toggle
            id={everybody}
            checked={sharing.public}
            onChange={(on) =>
              onChange({ ...sharing, public: on, publicAccessRoleId: `${type}_viewer` })
            }
          />
        </div>
      )}
    </div>
  );
}

function Who({ who }: { who: Principal }) {
  const { t } = useTranslation();
  return (
    <>
      <Avatar name={who.name} size="sm" />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{who.name}</p>
        <p className="truncate text-xs text-ink-faint">
          {who.email ?? t(`people.kind.${who.type}`)}
        </p>
      </div>
    </>
  );
}

function Finder({ known, onAdd }: { known: Principal[]; onAdd: (who: Principal) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const query = useDebounced(text.trim(), 200);
  const { data } = useQuery({
    queryKey: ["principals", query],
    queryFn: () => searchPrincipals(query),
    enabled: query.length >= 2,
    staleTime: 10_000,
  });
  const found = (data ?? []).filter((one) => !known.some((other) => isSame(one, other)));
  return (
    <div>
      <TextField
        label={t("people.find")}
        hint={t("people.find.hint")}
        value={text}
        autoComplete="off"
        onChange={(event) => setText(event.target.value)}
      />
      {query.length >= 2 && data !== undefined && (
        <ul aria-label={t("people.found")} className="mt-2 flex max-h-48 flex-col overflow-y-auto">
          {found.map((who) => (
            <li key={`${who.type}/${who.id}`}>
              <button
                type="button"
                onClick={() => {
                  onAdd(who);
                  setText("");
                }}
                className="flex w-full items-center gap-3 rounded-sm px-2 py-1.5 text-left hover:bg-hover"
              >
                <Who who={who} />
              </button>
            </li>
          ))}
          {found.length === 0 && (
            <li className="px-2 py-1.5 text-sm text-ink-faint">{t("people.none")}</li>
          )}
        </ul>
      )}
    </div>
  );
}

import { useState, type SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";
import { describeError } from "@/api";
import { useUser } from "@/features/auth";
import { AGENTS, chooseModel } from "@/features/models";
import { deletePreset, savePreset, usePresets, type Preset } from "@/features/presets";
import { Badge, Button, Dialog, IconButton, Menu, MenuItem, TextField, toast } from "@/ui";
import { useTarget } from "../actions";
import { PARAMETER_FIELDS, parametersOf, type Parameters } from "../parameters";
import { changeParameters } from "../parameterState";
import type { Target } from "../requests";

const tell = (error: unknown) => toast(describeError(error).text, { tone: "danger" });

/** The fields of a preset for a model and its settings; what is not set is taken away. */
function fieldsOf(target: Target, parameters: Parameters): Record<string, unknown> {
  const unset = Object.fromEntries(PARAMETER_FIELDS.map(({ name }) => [name, null]));
  const agent = target.endpoint === AGENTS;
  return {
    ...unset,
    ...parameters,
    endpoint: target.endpoint,
    ...(target.endpointType === undefined ? {} : { endpointType: target.endpointType }),
    ...(agent ? { agent_id: target.model } : { model: target.model }),
  };
}

/** Named settings: to choose, to keep, and one for every new chat. */
export function Presets({ place, parameters }: { place: string; parameters: Parameters }) {
  const { t } = useTranslation();
  const presets = usePresets();
  const target = useTarget(place);
  const [naming, setNaming] = useState<Preset | "new">();
  if (presets === undefined) return null;
  const fields = target === undefined ? undefined : fieldsOf(target, parameters);
  return (
    <section aria-label={t("presets.title")} className="rounded-md bg-sunken p-3">
      <div className="flex items-center justify-between gap-2">
        <h3 className="text-sm font-medium">{t("presets.title")}</h3>
        <Button
          size="sm"
          icon="plus"
          disabled={fields === undefined || target?.spec !== undefined}
          onClick={() => setNaming("new")}
        >
          {t("presets.save")}
        </Button>
      </div>
      {presets.length === 0 && <p className="mt-1 text-xs text-ink-faint">{t("presets.none")}</p>}
      {presets.length > 0 && (
        <ul className="mt-2">
          {presets.map((preset) => (
            <Row
              key={preset.presetId}
              preset={preset}
              place={place}
              fields={fields}
              onRename={() => setNaming(preset)}
            />
          ))}
        </ul>
      )}
      {naming !== undefined && (
        <NameDialog
          preset={naming === "new" ? undefined : naming}
          fields={fields}
          onClose={() => setNaming(undefined)}
        />
      )}
    </section>
  );
}

interface RowProps {
  preset: Preset;
  place: string;
  /** The present settings; undefined while there is no model. */
  fields: Record<string, unknown> | undefined;
  onRename: () => void;
}

function Row({ preset, place, fields, onRename }: RowProps) {
  const { t } = useTranslation();
  const userId = useUser()?.id ?? "";
  const { presetId, title, endpoint } = preset;
  const standard = preset.defaultPreset === true;
  const choose = () => {
    const model = endpoint === AGENTS ? preset.agent_id : preset.model;
    if (model) chooseModel(userId, place, { endpoint, model });
    changeParameters(place, parametersOf(preset));
  };
  const change = (changes: Record<string, unknown>) =>
    void savePreset({ presetId, title, endpoint, ...changes }).catch(tell);
  return (
    <li className="flex items-center gap-1">
      <button
        type="button"
        onClick={choose}
        className="flex min-h-9 min-w-0 flex-1 items-center gap-2 rounded-sm px-2 text-left text-sm transition-colors hover:bg-hover"
      >
        <span className="truncate">{title}</span>
        {standard && <Badge tone="accent">{t("presets.default")}</Badge>}
      </button>
      <Menu
        trigger={<IconButton icon="more" size="sm" label={t("presets.more", { name: title })} />}
      >
        <MenuItem icon="check" onSelect={() => change({ defaultPreset: !standard })}>
          {standard ? t("presets.noDefault") : t("presets.makeDefault")}
        </MenuItem>
        {fields !== undefined && (
          <MenuItem icon="refresh" onSelect={() => change(fields)}>
            {t("presets.update")}
          </MenuItem>
        )}
        <MenuItem icon="edit" onSelect={onRename}>
          {t("presets.rename")}
        </MenuItem>
        <MenuItem icon="trash" onSelect={() => void deletePreset(presetId).catch(tell)}>
          {t("presets.delete")}
        </MenuItem>
      </Menu>
    </li>
  );
}

interface NameDialogProps {
  preset: Preset | undefined;
  fields: Record<string, unknown> | undefined;
  onClose: () => void;
}

function NameDialog({ preset, fields, onClose }: NameDialogProps) {
  const { t } = useTranslation();
  const [title, setTitle] = useState(preset?.title ?? "");
  const [busy, setBusy] = useState(false);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    // The dialog lies in the panel's form of settings.
    event.stopPropagation();
    setBusy(true);
    const what = preset === undefined ? fields : { ...preset };
    savePreset({ ...what, title: title.trim() })
      .then(onClose)
      .catch((error: unknown) => {
        tell(error);
        setBusy(false);
      });
  };
  return (
    <Dialog
      open
      size="sm"
      onOpenChange={(open) => !open && onClose()}
      title={preset === undefined ? t("presets.save.title") : t("presets.rename")}
      footer={
        <Button
          type="submit"
          form="preset-name"
          look="primary"
          busy={busy}
          disabled={!title.trim()}
        >
          {t("presets.keep")}
        </Button>
      }
    >
      <form id="preset-name" onSubmit={submit}>
        <TextField
          label={t("presets.name")}
          value={title}
          maxLength={200}
          onChange={(event) => setTitle(event.target.value)}
        />
      </form>
    </Dialog>
  );
}

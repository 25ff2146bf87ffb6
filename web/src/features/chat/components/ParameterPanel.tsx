import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { usePresetsOffered } from "@/features/presets";
import { Button, inputLook } from "@/ui";
import { cx } from "@/lib/cx";
import {
  PARAMETER_FIELDS,
  parseParameter,
  showParameter,
  withParameter,
  type ParameterField,
  type ParameterProblem,
  type Parameters,
} from "../parameters";
import { changeParameters, useParameters } from "../parameterState";
import { Presets } from "./Presets";

/** All settings of a conversation. What is empty is not sent, and the panel says so. */
export function ParameterPanel({ place }: { place: string }) {
  const { t } = useTranslation();
  const parameters = useParameters(place);
  const set = Object.keys(parameters).length;
  const offered = usePresetsOffered();
  return (
    <div className="flex flex-col gap-5 pb-6">
      {offered && <Presets place={place} parameters={parameters} />}
      <p className="text-xs text-ink-faint">{t("chat.parameters.intro")}</p>
      {PARAMETER_FIELDS.map((field) => (
        <Field
          key={`${place}-${field.name}`}
          field={field}
          value={parameters[field.name]}
          onChange={(value) =>
            changeParameters(place, withParameter(parameters, field.name, value))
          }
        />
      ))}
      <Button
        size="sm"
        look="quiet"
        className="self-start"
        disabled={set === 0}
        onClick={() => changeParameters(place, {})}
      >
        {t("chat.parameters.resetAll")}
      </Button>
    </div>
  );
}

interface FieldProps {
  field: ParameterField;
  value: Parameters[ParameterField["name"]];
  onChange: (value: Parameters[ParameterField["name"]]) => void;
}

function Field({ field, value, onChange }: FieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const stored = showParameter(value);
  const [typed, setTyped] = useState(stored);
  const [problem, setProblem] = useState<ParameterProblem | null>(null);
  // What is set elsewhere (a reset, another message) shows at once; a wrong entry stays to be mended.
  const [known, setKnown] = useState(stored);
  if (known !== stored) {
    setKnown(stored);
    if (problem === null || stored === "") {
      setTyped(stored);
      setProblem(null);
    }
  }
  const change = (next: string) => {
    setTyped(next);
    const parsed = parseParameter(field, next);
    setProblem("problem" in parsed ? parsed.problem : null);
    if ("value" in parsed) {
      setKnown(showParameter(parsed.value));
      onChange(parsed.value);
    }
  };
  const bounds =
    field.kind === "number"
      ? { min: field.min, max: field.max, most: 0 }
      : {
          min: 0,
          max: field.kind === "text" ? field.max : 0,
          most: field.kind === "list" ? field.most : 0,
        };
  return (
    <div>
      <div className="flex min-h-(--control-sm) items-center justify-between gap-2">
        <label htmlFor={id} className="text-sm font-medium">
          {t(`chat.parameters.${field.name}.label`)}
        </label>
        {value === undefined ? (
          <span className="text-xs text-ink-faint">{t("chat.parameters.unset")}</span>
        ) : (
          <Button size="sm" look="quiet" onClick={() => change("")}>
            {t("chat.parameters.reset")}
          </Button>
        )}
      </div>
      <Control
        id={id}
        field={field}
        typed={typed}
        invalid={problem !== null}
        empty={t("chat.parameters.placeholder")}
        onChange={change}
      />
      <p
        id={`${id}-note`}
        className={cx("mt-1 text-xs", problem === null ? "text-ink-faint" : "text-danger")}
      >
        {problem === null
          ? t(`chat.parameters.${field.name}.hint`)
          : t(`chat.parameters.problem.${problem}`, bounds)}
      </p>
    </div>
  );
}

interface ControlProps {
  id: string;
  field: ParameterField;
  typed: string;
  invalid: boolean;
  /** What an unset choice is called. */
  empty: string;
  onChange: (typed: string) => void;
}

function Control({ id, field, typed, invalid, empty, onChange }: ControlProps) {
  const common = {
    id,
    value: typed,
    "aria-invalid": invalid || undefined,
    "aria-describedby": `${id}-note`,
  };
  if (field.kind === "choice") {
    return (
      <select {...common} className={inputLook} onChange={(event) => onChange(event.target.value)}>
        <option value="">{empty}</option>
        {field.choices.map((choice) => (
          <option key={choice} value={choice}>
            {choice}
          </option>
        ))}
      </select>
    );
  }
  if (field.kind === "list" || (field.kind === "text" && field.long)) {
    return (
      <textarea
        {...common}
        rows={field.kind === "list" ? 2 : 5}
        dir="auto"
        className={cx(inputLook, "h-auto! resize-y py-2 leading-normal")}
        onChange={(event) => onChange(event.target.value)}
      />
    );
  }
  return (
    <input
      {...common}
      type="text"
      inputMode={field.kind === "number" ? "decimal" : "text"}
      autoComplete="off"
      className={inputLook}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

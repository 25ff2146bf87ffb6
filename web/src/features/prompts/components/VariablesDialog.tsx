import { useId, useState, type SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";
import { useUser } from "@/features/auth";
import { Button, Dialog, inputLook } from "@/ui";
import { countUse, type PromptGroup } from "../api";
import { fill, variablesOf, type Variable } from "../variables";
import { PromptText } from "./PromptText";

export interface VariablesDialogProps {
  prompt: PromptGroup;
  /** Takes the finished text. */
  onInsert: (text: string) => void;
  /** Sends the finished text at once; left out where nothing can be sent. */
  onSend?: ((text: string) => void) | undefined;
  onClose: () => void;
}

/** Asks for the variables of a prompt and shows what comes of them. */
export function VariablesDialog({ prompt, onInsert, onSend, onClose }: VariablesDialogProps) {
  const { t } = useTranslation();
  const formId = useId();
  const user = useUser()?.name ?? "";
  const [values, setValues] = useState<Record<string, string>>({});
  const text = prompt.productionPrompt.prompt;
  const variables = variablesOf(text);
  const result = fill(text, values, user);
  const finish = (take: (text: string) => void) => {
    countUse(prompt._id);
    onClose();
    take(result);
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    finish(onInsert);
  };
  return (
    <Dialog
      open
      size="lg"
      onOpenChange={(open) => !open && onClose()}
      title={prompt.name}
      {...(prompt.oneliner === "" ? {} : { description: prompt.oneliner })}
      footer={
        <>
          {onSend !== undefined && (
            <Button onClick={() => finish(onSend)}>{t("prompts.send")}</Button>
          )}
          <Button type="submit" form={formId} look="primary">
            {t("prompts.insert")}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="grid gap-4">
        {variables.map((variable, index) => (
          <VariableField
            key={variable.name}
            variable={variable}
            value={values[variable.name] ?? ""}
            focused={index === 0}
            onChange={(value) => setValues((all) => ({ ...all, [variable.name]: value }))}
          />
        ))}
        <div className="max-h-56 overflow-y-auto rounded-md bg-sunken p-3">
          <PromptText text={result} />
        </div>
      </form>
    </Dialog>
  );
}

interface VariableFieldProps {
  variable: Variable;
  value: string;
  focused: boolean;
  onChange: (value: string) => void;
}

function VariableField({ variable, value, focused, onChange }: VariableFieldProps) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
        {variable.name}
      </label>
      <input
        id={id}
        value={value}
        dir="auto"
        autoComplete="off"
        ref={(input) => {
          if (focused && input !== null && value === "") setTimeout(() => input.focus());
        }}
        onChange={(event) => onChange(event.target.value)}
        className={inputLook}
      />
      {variable.options.length > 0 && (
        <div className="mt-2 flex flex-wrap gap-1.5">
          {variable.options.map((option) => (
            <Button
              key={option}
              size="sm"
              look={option === value ? "primary" : "secondary"}
              aria-pressed={option === value}
              onClick={() => onChange(option)}
            >
              {option}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}

import { useId, useState, type SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { describeError } from "@/api";
import { Button, TextField, toast } from "@/ui";
import {
  addVersion,
  createPrompt,
  updateDetails,
  type PromptDetails,
  type PromptGroup,
} from "../api";
import { variablesOf } from "../variables";
import { CategorySelect } from "./CategorySelect";
import { PromptText } from "./PromptText";

/** What the hint shows; not words of any language. */
const EXAMPLES = {
  ask: "{{name}}",
  offer: "{{tone:kind|strict}}",
  date: "{{current_date}}",
  user: "{{current_user}}",
};

const COMMAND = /^[a-z0-9-]{0,56}$/;

function detailsOf(prompt: PromptGroup | undefined): PromptDetails {
  return {
    name: prompt?.name ?? "",
    oneliner: prompt?.oneliner ?? "",
    category: prompt?.category ?? "",
    command: prompt?.command ?? "",
  };
}

/** Makes a prompt, or changes one; a changed text becomes a new version. */
export function PromptForm({ prompt }: { prompt: PromptGroup | undefined }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [details, setDetails] = useState(() => detailsOf(prompt));
  const [text, setText] = useState(prompt?.productionPrompt.prompt ?? "");
  const [busy, setBusy] = useState(false);
  const set = (change: Partial<PromptDetails>) => setDetails({ ...details, ...change });

  const newDetails = JSON.stringify(details) !== JSON.stringify(detailsOf(prompt));
  const newText = text !== prompt?.productionPrompt.prompt;
  const commandFits = COMMAND.test(details.command);
  const complete = details.name.trim() !== "" && text.trim() !== "" && commandFits;
  const save = async () => {
    if (prompt === undefined) {
      await navigate(`/prompts/${await createPrompt(details, text)}`, { replace: true });
      return;
    }
    if (newDetails) await updateDetails(prompt._id, details);
    if (newText) await addVersion(prompt._id, text);
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setBusy(true);
    save()
      .then(() => toast(t("prompts.saved"), { tone: "success" }))
      .catch((error: unknown) => toast(describeError(error).text, { tone: "danger" }))
      .finally(() => setBusy(false));
  };
  return (
    <form onSubmit={submit} className="grid gap-5">
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label={t("prompts.name")}
          value={details.name}
          maxLength={256}
          required
          onChange={(event) => set({ name: event.target.value })}
        />
        <TextField
          label={t("prompts.command")}
          hint={t("prompts.command.hint")}
          error={commandFits ? undefined : t("prompts.command.wrong")}
          value={details.command}
          maxLength={56}
          spellCheck={false}
          autoCapitalize="off"
          onChange={(event) => set({ command: event.target.value })}
        />
        <TextField
          label={t("prompts.oneliner")}
          value={details.oneliner}
          maxLength={1000}
          onChange={(event) => set({ oneliner: event.target.value })}
        />
        <CategorySelect
          value={details.category}
          none={t("prompts.category.none")}
          onChange={(category) => set({ category })}
        />
      </div>
      <TextArea text={text} onChange={setText} />
      <div>
        <Button
          type="submit"
          look="primary"
          busy={busy}
          disabled={!complete || !(newDetails || newText)}
        >
          {prompt !== undefined && newText ? t("prompts.saveVersion") : t("prompts.save")}
        </Button>
      </div>
    </form>
  );
}

function TextArea({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
        {t("prompts.text")}
      </label>
      <textarea
        id={id}
        dir="auto"
        rows={9}
        value={text}
        maxLength={100_000}
        required
        aria-describedby={`${id}-hint`}
        onChange={(event) => onChange(event.target.value)}
        className="w-full resize-y rounded-sm bg-raised p-3 text-base leading-normal ring-1 ring-line-strong outline-none ring-inset focus-visible:ring-2 focus-visible:ring-focus sm:text-sm"
      />
      <p id={`${id}-hint`} className="mt-1.5 text-xs text-ink-faint">
        {t("prompts.text.hint", EXAMPLES)}
      </p>
      {variablesOf(text).length > 0 && (
        <div className="mt-3 rounded-md bg-sunken p-3">
          <p className="mb-1 text-xs font-medium text-ink-faint">{t("prompts.preview")}</p>
          <PromptText text={text} />
        </div>
      )}
    </div>
  );
}

import { useId, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { cx } from "@/lib/cx";
import { Button, inputLook, Notice, TextField } from "@/ui";
import { addMemory, changeMemory, type Memory } from "../api";
import { useAction } from "./useAction";

export interface MemoryFormProps {
  /** What to change; undefined for a new one. */
  memory?: Memory;
  charLimit: number;
  onDone: () => void;
}

/** Writes down something new, or changes what is remembered. */
export function MemoryForm({ memory, charLimit, onDone }: MemoryFormProps) {
  const { t } = useTranslation();
  const valueId = useId();
  const { busy, failure, run } = useAction();

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const text = (name: string) => String(data.get(name) ?? "").trim();
    const saved = await run(() =>
      memory === undefined
        ? addMemory(text("key"), text("value"))
        : changeMemory(memory, text("key"), text("value")),
    );
    if (saved) onDone();
  }

  return (
    <form
      noValidate
      onSubmit={(event) => void submit(event)}
      className="mt-3.5 flex flex-col gap-3.5"
    >
      {failure !== undefined && (
        <Notice tone="danger" urgent>
          {failure}
        </Notice>
      )}
      <TextField
        name="key"
        label={t("memories.key")}
        hint={t("memories.key.hint")}
        defaultValue={memory?.key ?? ""}
        autoComplete="off"
        autoFocus
      />
      <div>
        <label htmlFor={valueId} className="mb-1.5 block text-sm font-medium">
          {t("memories.value")}
        </label>
        <textarea
          id={valueId}
          name="value"
          rows={3}
          dir="auto"
          maxLength={charLimit}
          defaultValue={memory?.value ?? ""}
          className={cx(inputLook, "h-auto! resize-y py-2 leading-normal")}
        />
      </div>
      <div className="flex gap-2">
        <Button type="submit" look="primary" busy={busy}>
          {t("common.save")}
        </Button>
        <Button look="quiet" onClick={onDone}>
          {t("common.cancel")}
        </Button>
      </div>
    </form>
  );
}

import { useId, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import type { MessageKey } from "@/i18n";
import { Button, inputLook, Notice, PasswordField, TextField, toast } from "@/ui";
import { saveKey } from "../api";
import type { KeyedEndpoint } from "../state";
import { useAction } from "./useAction";

const HOUR_MS = 3_600_000;

/** How long a key may be kept, in hours; null: until it is revoked. */
const LIVES: readonly { value: string; hours: number | null; label: MessageKey }[] = [
  { value: "12h", hours: 12, label: "keys.life.halfDay" },
  { value: "7d", hours: 24 * 7, label: "keys.life.week" },
  { value: "30d", hours: 24 * 30, label: "keys.life.month" },
  { value: "never", hours: null, label: "keys.life.never" },
];

export interface KeyFormProps {
  endpoint: KeyedEndpoint;
  onDone: () => void;
}

/** Asks for the key of an endpoint, its address where that is wanted, and how long to keep it. */
export function KeyForm({ endpoint, onDone }: KeyFormProps) {
  const { t } = useTranslation();
  const lifeId = useId();
  const { busy, failure, run } = useAction();
  const { name, asksForAddress, stored } = endpoint;

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const values = new FormData(event.currentTarget);
    const text = (field: string) => String(values.get(field) ?? "").trim();
    const hours = LIVES.find(({ value }) => value === text("life"))?.hours ?? null;
    const saved = await run(() =>
      saveKey({
        name,
        apiKey: text("key"),
        baseURL: asksForAddress ? text("address") : undefined,
        expiresAt: hours === null ? null : new Date(Date.now() + hours * HOUR_MS).toISOString(),
      }),
    );
    if (!saved) return;
    toast(t("keys.saved", { name }));
    onDone();
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
      <PasswordField
        name="key"
        label={t("keys.key", { name })}
        hint={t("keys.key.hint")}
        autoComplete="off"
        autoFocus
      />
      {asksForAddress && (
        <TextField
          name="address"
          type="url"
          label={t("keys.address")}
          hint={t("keys.address.hint")}
          defaultValue={stored?.baseURL ?? ""}
          autoComplete="off"
        />
      )}
      <div>
        <label htmlFor={lifeId} className="mb-1.5 block text-sm font-medium">
          {t("keys.life")}
        </label>
        <select id={lifeId} name="life" defaultValue="30d" className={inputLook}>
          {LIVES.map(({ value, label }) => (
            <option key={value} value={value}>
              {t(label)}
            </option>
          ))}
        </select>
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

import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useStartupConfig, useUser } from "@/features/auth";
import { AvatarField } from "@/features/files";
import { Button, PasswordField, TextField, toast } from "@/ui";
import { accountQuery, changePassword, rename } from "../api";
import { DeleteAccount } from "./DeleteAccount";
import { Group } from "./Group";
import { TwoFactor } from "./TwoFactor";
import { useAction } from "./useAction";

/** The server's default; it names its own in the start-up settings. */
const PASSWORD_MIN = 8;

/** Name, password, second factor, and the end of the account. */
export function AccountSection() {
  const { data: facts } = useQuery(accountQuery);
  return (
    <>
      <Profile />
      {facts?.hasPassword === true && <Password />}
      {facts?.hasPassword === true && <TwoFactor codesLeft={facts.backupCodesLeft} />}
      {facts?.mayDelete === true && <DeleteAccount />}
    </>
  );
}

function Profile() {
  const { t } = useTranslation();
  const user = useUser();
  const { busy, failure, run } = useAction();
  if (user === undefined) return null;

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const values = new FormData(event.currentTarget);
    const text = (name: string) => String(values.get(name) ?? "").trim();
    if (await run(() => rename(text("name"), text("username")))) toast(t("account.saved"));
  }

  return (
    <Group title={t("account.profile")} failure={failure}>
      <AvatarField />
      <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-3.5">
        <div className="grid gap-3.5 sm:grid-cols-2">
          <TextField
            name="name"
            label={t("auth.name")}
            defaultValue={user.name ?? ""}
            autoComplete="name"
          />
          <TextField
            name="username"
            label={t("account.username")}
            defaultValue={user.username ?? ""}
            autoComplete="nickname"
            autoCapitalize="off"
          />
        </div>
        <p className="text-sm text-ink-muted">
          {t("auth.email")}: <span className="text-ink">{user.email}</span>
        </p>
        <Button type="submit" busy={busy} className="self-start">
          {t("common.save")}
        </Button>
      </form>
    </Group>
  );
}

function Password() {
  const { t } = useTranslation();
  const minimum = useStartupConfig()?.minPasswordLength ?? PASSWORD_MIN;
  const [open, setOpen] = useState(false);
  const { busy, failure, run } = useAction();

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const values = new FormData(event.currentTarget);
    const text = (name: string) => String(values.get(name) ?? "");
    if (await run(() => changePassword(text("current"), text("password")))) {
      setOpen(false);
      toast(t("account.password.done"));
    }
  }

  return (
    <Group title={t("auth.password")} hint={t("account.password.hint")} failure={failure}>
      {open ? (
        <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-3.5">
          <PasswordField
            name="current"
            label={t("account.password.current")}
            autoComplete="current-password"
          />
          <PasswordField
            name="password"
            label={t("auth.newPassword")}
            autoComplete="new-password"
            hint={t("auth.passwordHint", { count: minimum })}
          />
          <div className="flex gap-2">
            <Button type="submit" look="primary" busy={busy}>
              {t("account.password.change")}
            </Button>
            <Button look="quiet" onClick={() => setOpen(false)}>
              {t("common.cancel")}
            </Button>
          </div>
        </form>
      ) : (
        <Button className="self-start" onClick={() => setOpen(true)}>
          {t("account.password.change")}
        </Button>
      )}
    </Group>
  );
}

import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { ApiError, describeError } from "@/api";
import { Button, Notice, TextField } from "@/ui";
import { finishSignIn } from "../api";
import { AuthFrame } from "./AuthFrame";

export interface SecondStepProps {
  tempToken: string;
  /** Back to the password, with a sentence where the reader did not choose so. */
  onBack: (reason?: string) => void;
}

/** The second step of signing in: a code of the app, or a backup code. */
export function SecondStep({ tempToken, onBack }: SecondStepProps) {
  const { t } = useTranslation();
  const [backup, setBackup] = useState(false);
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const code = String(new FormData(form).get("code") ?? "").trim();
    if (code === "") {
      setFailure(t("auth.second.missing"));
      return;
    }
    setBusy(true);
    setFailure(undefined);
    try {
      await finishSignIn(tempToken, backup ? { backupCode: code } : { token: code });
    } catch (error) {
      if (error instanceof ApiError && error.code === "SIGN_IN_EXPIRED") onBack(error.message);
      else setFailure(describeError(error).text);
      setBusy(false);
      form.querySelector("input")?.select();
    }
  }

  return (
    <AuthFrame
      title={t("auth.second.title")}
      lead={t(backup ? "auth.second.leadBackup" : "auth.second.lead")}
      footer={
        <button
          type="button"
          onClick={() => onBack()}
          className="font-semibold text-accent hover:underline"
        >
          {t("auth.second.back")}
        </button>
      }
    >
      <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        {failure !== undefined && (
          <Notice tone="danger" urgent>
            {failure}
          </Notice>
        )}
        <TextField
          key={String(backup)}
          name="code"
          label={t(backup ? "auth.second.backupCode" : "auth.second.code")}
          autoComplete="one-time-code"
          inputMode={backup ? "text" : "numeric"}
          autoCapitalize="off"
          spellCheck={false}
          required
          autoFocus
        />
        <Button type="submit" look="primary" size="lg" busy={busy} className="mt-2 w-full">
          {t("auth.second.submit")}
        </Button>
        <Button
          look="quiet"
          onClick={() => {
            setBackup(!backup);
            setFailure(undefined);
          }}
        >
          {t(backup ? "auth.second.useApp" : "auth.second.useBackup")}
        </Button>
      </form>
    </AuthFrame>
  );
}

import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";
import { describeError, endSession } from "@/api";
import { Button, Notice, PasswordField } from "@/ui";
import { resetPassword } from "../api";
import { useStartupConfig } from "../state";
import { newPasswordProblem } from "../validate";
import { AuthFrame } from "./AuthFrame";
import { BackToSignIn } from "./BackToSignIn";

/** The server's default; it names its own in the start-up settings. */
const PASSWORD_MIN = 8;

/** Where the link of the mail leads: choosing a new password. */
export function ResetPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [query] = useSearchParams();
  const minimum = useStartupConfig()?.minPasswordLength ?? PASSWORD_MIN;
  const [problem, setProblem] = useState<string>();
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState(false);
  const token = query.get("token") ?? "";
  const userId = query.get("userId") ?? "";

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const password = String(new FormData(event.currentTarget).get("password") ?? "");
    const found = newPasswordProblem(password, minimum);
    setProblem(found === undefined ? undefined : t(found.key, { count: found.count ?? 0 }));
    setFailure(undefined);
    if (found !== undefined) return;
    setBusy(true);
    try {
      await resetPassword({ userId, token }, password);
      // Every session of the account is over, this browser's too where it had one.
      endSession(true);
      await navigate("/login", { state: { reset: true } });
    } catch (error) {
      setFailure(describeError(error).text);
      setBusy(false);
    }
  }

  return (
    <AuthFrame title={t("auth.reset.title")} lead={t("auth.reset.lead")} footer={<BackToSignIn />}>
      {token === "" || userId === "" ? (
        <Notice tone="danger">{t("auth.reset.incomplete")}</Notice>
      ) : (
        <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
          {failure !== undefined && (
            <Notice tone="danger" urgent>
              {failure}
            </Notice>
          )}
          <PasswordField
            name="password"
            label={t("auth.newPassword")}
            autoComplete="new-password"
            required
            autoFocus
            hint={t("auth.passwordHint", { count: minimum })}
            error={problem}
          />
          <Button type="submit" look="primary" size="lg" busy={busy} className="mt-2 w-full">
            {t("auth.reset.submit")}
          </Button>
        </form>
      )}
    </AuthFrame>
  );
}

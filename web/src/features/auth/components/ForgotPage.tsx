import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { describeError } from "@/api";
import { Button, Notice, TextField } from "@/ui";
import { requestPasswordReset } from "../api";
import { useStartupConfig } from "../state";
import { emailProblem } from "../validate";
import { AuthFrame } from "./AuthFrame";
import { BackToSignIn } from "./BackToSignIn";

/** Asks for a link to choose a new password. */
export function ForgotPage() {
  const { t } = useTranslation();
  const config = useStartupConfig();
  const [problem, setProblem] = useState<string>();
  const [failure, setFailure] = useState<string>();
  const [answer, setAnswer] = useState<{ link: string | undefined }>();
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const email = String(new FormData(event.currentTarget).get("email") ?? "").trim();
    const found = emailProblem(email);
    setProblem(found === undefined ? undefined : t(found.key));
    setFailure(undefined);
    if (found !== undefined) return;
    setBusy(true);
    try {
      setAnswer({ link: await requestPasswordReset(email) });
    } catch (error) {
      setFailure(describeError(error).text);
    } finally {
      setBusy(false);
    }
  }

  const closed = config?.passwordResetEnabled === false;
  return (
    <AuthFrame
      title={t("auth.forgot.title")}
      lead={t("auth.forgot.lead")}
      footer={<BackToSignIn />}
    >
      {closed && <Notice tone="warning">{t("auth.forgot.closed")}</Notice>}
      {!closed && answer !== undefined && <Answer link={answer.link} />}
      {!closed && answer === undefined && (
        <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
          {failure !== undefined && (
            <Notice tone="danger" urgent>
              {failure}
            </Notice>
          )}
          <TextField
            name="email"
            type="email"
            label={t("auth.email")}
            autoComplete="username"
            inputMode="email"
            required
            autoFocus
            error={problem}
          />
          <Button type="submit" look="primary" size="lg" busy={busy} className="mt-2 w-full">
            {t("auth.forgot.submit")}
          </Button>
        </form>
      )}
    </AuthFrame>
  );
}

function Answer({ link }: { link: string | undefined }) {
  const { t } = useTranslation();
  if (link === undefined) {
    return (
      <Notice tone="accent" urgent>
        {t("auth.forgot.mailed")}
      </Notice>
    );
  }
  return (
    <Notice tone="accent" urgent>
      <p>{t("auth.forgot.noMail")}</p>
      <Link to={pathOf(link)} className="mt-2 inline-block font-semibold text-accent underline">
        {t("auth.forgot.open")}
      </Link>
    </Notice>
  );
}

/** The page of the link here, whatever address the server believes to have. */
function pathOf(link: string): string {
  const query = link.indexOf("?");
  return `/reset-password${query < 0 ? "" : link.slice(query)}`;
}

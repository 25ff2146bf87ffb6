import { lazy, Suspense, useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { Link, Navigate, useLocation } from "react-router";
import { ApiError, describeError } from "@/api";
import type { MessageKey } from "@/i18n";
import { t as say } from "@/i18n";
import { Button, Notice, PasswordField, TextField } from "@/ui";
import { sendVerificationAgain, signIn } from "../api";
import { useStartupConfig } from "../state";
import { emailProblem, type FieldProblem } from "../validate";
import { AuthFrame } from "./AuthFrame";
import { focusFirstInvalid } from "./focusFirstInvalid";

type Problems = { email?: FieldProblem | undefined; password?: FieldProblem | undefined };

const SecondStep = lazy(async () => ({ default: (await import("./SecondStep")).SecondStep }));

interface Failed {
  text: string;
  detail?: string | undefined;
  /** The address that is not confirmed yet. */
  unverified?: string;
}

export function LoginPage() {
  const { t } = useTranslation();
  const config = useStartupConfig();
  const notice = useNotice();
  const [problems, setProblems] = useState<Problems>({});
  const [failure, setFailure] = useState<Failed>();
  const [tempToken, setTempToken] = useState<string>();
  const [busy, setBusy] = useState(false);

  // Nobody could sign in yet.
  if (config?.klatch?.firstUser === true) return <Navigate to="/register" replace />;

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const values = new FormData(form);
    const email = String(values.get("email") ?? "");
    const password = String(values.get("password") ?? "");
    const found: Problems = {
      email: emailProblem(email),
      password: password === "" ? { key: "auth.error.passwordMissing" } : undefined,
    };
    setProblems(found);
    setFailure(undefined);
    if (found.email !== undefined || found.password !== undefined) return focusFirstInvalid(form);
    setBusy(true);
    try {
      const outcome = await signIn({ email: email.trim(), password });
      if (outcome.step === "second-factor") setTempToken(outcome.tempToken);
    } catch (error) {
      setFailure(explain(error, email.trim()));
    } finally {
      setBusy(false);
    }
  }

  if (tempToken !== undefined) {
    return (
      <Suspense fallback={null}>
        <SecondStep
          tempToken={tempToken}
          onBack={(reason) => {
            setTempToken(undefined);
            setFailure(reason === undefined ? undefined : { text: reason });
          }}
        />
      </Suspense>
    );
  }

  const text = (problem: FieldProblem | undefined) =>
    problem === undefined ? undefined : t(problem.key, { count: problem.count ?? 0 });

  return (
    <AuthFrame
      title={t("auth.login.title")}
      lead={t("auth.login.lead")}
      footer={config?.registrationEnabled === true && <RegisterLink />}
    >
      <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        {notice !== undefined && <Notice tone="accent">{t(notice)}</Notice>}
        {failure !== undefined && <FailureNotice failure={failure} />}
        <TextField
          name="email"
          type="email"
          label={t("auth.email")}
          autoComplete="username"
          inputMode="email"
          required
          autoFocus
          error={text(problems.email)}
        />
        <PasswordField
          name="password"
          label={t("auth.password")}
          autoComplete="current-password"
          required
          error={text(problems.password)}
        />
        {config?.passwordResetEnabled === true && <ForgotLink />}
        <Button type="submit" look="primary" size="lg" busy={busy} className="mt-2 w-full">
          {t("auth.signInWith")}
        </Button>
      </form>
    </AuthFrame>
  );
}

function ForgotLink() {
  const { t } = useTranslation();
  return (
    <Link
      to="/forgot-password"
      className="-mt-1 self-start text-sm font-medium text-accent hover:underline"
    >
      {t("auth.forgot.link")}
    </Link>
  );
}

export function FirstUserNotice() {
  const { t } = useTranslation();
  return (
    <Notice tone="accent" title={t("auth.firstUser.title")}>
      <p>{t("auth.firstUser.text")}</p>
    </Notice>
  );
}

function RegisterLink() {
  const { t } = useTranslation();
  const { search } = useLocation();
  return (
    <>
      {t("auth.noAccount")}{" "}
      <Link
        to={{ pathname: "/register", search }}
        className="font-semibold text-accent hover:underline"
      >
        {t("auth.createAccount")}
      </Link>
    </>
  );
}

/** A sentence that the page we come from left for the reader. */
function useNotice(): MessageKey | undefined {
  const state = useLocation().state as {
    registered?: "sign-in" | "confirm";
    reset?: boolean;
  } | null;
  if (state?.registered === "confirm") return "auth.registered.pleaseConfirm";
  if (state?.registered === "sign-in") return "auth.registered.pleaseSignIn";
  return state?.reset === true ? "auth.reset.done" : undefined;
}

function FailureNotice({ failure }: { failure: Failed }) {
  return (
    <Notice tone="danger" urgent>
      <p>{failure.text}</p>
      {failure.detail !== undefined && (
        <p className="mt-1 text-xs text-ink-muted">{failure.detail}</p>
      )}
      {failure.unverified !== undefined && <SendAgain email={failure.unverified} />}
    </Notice>
  );
}

function SendAgain({ email }: { email: string }) {
  const { t } = useTranslation();
  const [answer, setAnswer] = useState<string>();
  const ask = () =>
    void sendVerificationAgain(email).then(
      () => setAnswer(t("auth.verify.sent")),
      (error: unknown) => setAnswer(describeError(error).text),
    );
  if (answer !== undefined) return <p className="mt-1.5">{answer}</p>;
  return (
    <Button size="sm" className="mt-2" onClick={ask}>
      {t("auth.verify.again")}
    </Button>
  );
}

function explain(error: unknown, email: string): Failed {
  if (error instanceof ApiError) {
    // 404 is LibreChat's answer to wrong credentials; 401 would be the sensible one.
    if (error.status === 404 || error.status === 401)
      return { text: say("auth.error.credentials") };
    if (error.status === 422) return { text: say("auth.error.unverified"), unverified: email };
    if (error.status === 429) return { text: say("auth.error.tooMany"), detail: error.message };
  }
  return describeError(error);
}

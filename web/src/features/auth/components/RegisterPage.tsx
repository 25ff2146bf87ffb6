import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useNavigate } from "react-router";
import { ApiError, describeError } from "@/api";
import { t as say } from "@/i18n";
import { Button, Notice, PasswordField, TextField } from "@/ui";
import { register, signIn, type Registration } from "../api";
import { useStartupConfig } from "../state";
import { emailProblem, nameProblem, newPasswordProblem, type FieldProblem } from "../validate";
import { AuthFrame } from "./AuthFrame";
import { focusFirstInvalid } from "./focusFirstInvalid";
import { FirstUserNotice } from "./LoginPage";

/** The server's default; it names its own in the start-up settings. */
const PASSWORD_MIN = 8;

type Problems = Partial<Record<"name" | "email" | "password", FieldProblem | undefined>>;

export function RegisterPage() {
  const { t } = useTranslation();
  const config = useStartupConfig();
  const minimum = config?.minPasswordLength ?? PASSWORD_MIN;
  const { submit, problems, failure, busy } = useRegistration(
    minimum,
    config?.emailEnabled === true,
  );

  if (config?.registrationEnabled === false) {
    return (
      <AuthFrame
        title={t("auth.register.title")}
        lead={t("auth.register.lead")}
        footer={<LoginLink />}
      >
        <Notice tone="warning">{t("auth.registrationClosed")}</Notice>
      </AuthFrame>
    );
  }

  const text = (problem: FieldProblem | undefined) =>
    problem === undefined ? undefined : t(problem.key, { count: problem.count ?? 0 });

  return (
    <AuthFrame
      title={t("auth.register.title")}
      lead={t("auth.register.lead")}
      footer={<LoginLink />}
    >
      <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        {config?.klatch?.firstUser === true && <FirstUserNotice />}
        {failure !== undefined && (
          <Notice tone="danger" urgent>
            <p>{failure.text}</p>
            {failure.detail !== undefined && (
              <p className="mt-1 text-xs text-ink-muted">{failure.detail}</p>
            )}
          </Notice>
        )}
        <TextField
          name="name"
          label={t("auth.name")}
          autoComplete="name"
          required
          autoFocus
          error={text(problems.name)}
        />
        <TextField
          name="email"
          type="email"
          label={t("auth.email")}
          autoComplete="username"
          inputMode="email"
          required
          error={text(problems.email)}
        />
        <PasswordField
          name="password"
          label={t("auth.password")}
          autoComplete="new-password"
          required
          hint={t("auth.passwordHint", { count: minimum })}
          error={text(problems.password)}
        />
        <Button type="submit" look="primary" size="lg" busy={busy} className="mt-2 w-full">
          {t("auth.createAccount")}
        </Button>
      </form>
    </AuthFrame>
  );
}

function useRegistration(minimum: number, confirming: boolean) {
  const navigate = useNavigate();
  const [problems, setProblems] = useState<Problems>({});
  const [failure, setFailure] = useState<{ text: string; detail?: string | undefined }>();
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const values = readForm(form);
    const found: Problems = {
      name: nameProblem(values.name),
      email: emailProblem(values.email),
      password: newPasswordProblem(values.password, minimum),
    };
    setProblems(found);
    setFailure(undefined);
    if (Object.values(found).some((problem) => problem !== undefined))
      return focusFirstInvalid(form);
    setBusy(true);
    try {
      await register(values);
      await signInOrAsk(values);
    } catch (error) {
      setFailure(explain(error));
    } finally {
      setBusy(false);
    }
  }

  /** Nobody should type twice; where the server wants more first (a confirmed email), the sign-in page says so. */
  async function signInOrAsk(values: Registration) {
    try {
      if ((await signIn(values)).step === "done") return;
    } catch (error) {
      if (!(error instanceof ApiError) || error.kind === "network") throw error;
    }
    await navigate("/login", { state: { registered: confirming ? "confirm" : "sign-in" } });
  }

  return { submit, problems, failure, busy };
}

function readForm(form: HTMLFormElement): Registration {
  const values = new FormData(form);
  return {
    name: String(values.get("name") ?? "").trim(),
    email: String(values.get("email") ?? "").trim(),
    password: String(values.get("password") ?? ""),
  };
}

function explain(error: unknown) {
  if (error instanceof ApiError && error.status === 429) {
    return { text: say("auth.error.tooMany"), detail: error.message };
  }
  return describeError(error);
}

function LoginLink() {
  const { t } = useTranslation();
  const { search } = useLocation();
  return (
    <>
      {t("auth.alreadyRegistered")}{" "}
      <Link
        to={{ pathname: "/login", search }}
        className="font-semibold text-accent hover:underline"
      >
        {t("auth.login.title")}
      </Link>
    </>
  );
}

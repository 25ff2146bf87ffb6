import { useId, useState, type InputHTMLAttributes, type Ref } from "react";
import { useTranslation } from "react-i18next";
import { cx } from "@/lib/cx";
import { Icon } from "./Icon";
import { inputLook } from "./looks";

export interface TextFieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  /** What is expected, before anything is wrong. */
  hint?: string | undefined;
  /** What is wrong and how to mend it; announced and tied to the input. */
  error?: string | undefined;
  ref?: Ref<HTMLInputElement>;
}

/** A labelled input with its hint and its error. */
export function TextField({ label, hint, error, className, ...rest }: TextFieldProps) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
        {label}
      </label>
      <input
        id={id}
        aria-invalid={error !== undefined || undefined}
        aria-describedby={note === undefined ? undefined : `${id}-note`}
        className={inputLook}
        {...rest}
      />
      <FieldNote id={`${id}-note`} hint={hint} error={error} />
    </div>
  );
}

/** A password input whose text can be shown. */
export function PasswordField({ label, hint, error, className, ...rest }: TextFieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const [shown, setShown] = useState(false);
  const note = error ?? hint;
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
        {label}
      </label>
      <div className="relative">
        <input
          id={id}
          type={shown ? "text" : "password"}
          spellCheck={false}
          autoCapitalize="off"
          aria-invalid={error !== undefined || undefined}
          aria-describedby={note === undefined ? undefined : `${id}-note`}
          className={cx(inputLook, "pr-11")}
          {...rest}
        />
        <button
          type="button"
          aria-label={t("auth.showPassword")}
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
          className="absolute inset-y-1 right-1 flex w-9 items-center justify-center rounded-xs text-ink-faint transition-colors hover:bg-hover hover:text-ink"
        >
          <Icon name={shown ? "eyeOff" : "eye"} />
        </button>
      </div>
      <FieldNote id={`${id}-note`} hint={hint} error={error} />
    </div>
  );
}

function FieldNote({
  id,
  hint,
  error,
}: {
  id: string;
  hint: string | undefined;
  error: string | undefined;
}) {
  if (error !== undefined) {
    return (
      <p id={id} className="mt-1.5 flex items-start gap-1.5 text-xs text-danger">
        <Icon name="alert" className="mt-px size-3.5" />
        {error}
      </p>
    );
  }
  if (hint === undefined) return null;
  return (
    <p id={id} className="mt-1.5 text-xs text-ink-faint">
      {hint}
    </p>
  );
}

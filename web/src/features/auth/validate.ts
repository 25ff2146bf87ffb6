import type { MessageKey } from "@/i18n";

/** The most a password may have; the server's limit too. */
const PASSWORD_MAX = 128;

export interface FieldProblem {
  key: MessageKey;
  count?: number;
}

export function emailProblem(email: string): FieldProblem | undefined {
  if (email.trim() === "") return { key: "auth.error.emailMissing" };
  return /^\S+@\S+\.\S+$|^\S+@localhost$/.test(email.trim())
    ? undefined
    : { key: "auth.error.emailFormat" };
}

export function nameProblem(name: string): FieldProblem | undefined {
  const { length } = name.trim();
  return length >= 3 && length <= 80 ? undefined : { key: "auth.error.nameLength" };
}

/** @param minimum the server's `minPasswordLength` */
export function newPasswordProblem(password: string, minimum: number): FieldProblem | undefined {
  if (password.length < minimum || password.trim() === "") {
    return { key: "auth.error.passwordLength", count: minimum };
  }
  return password.length > PASSWORD_MAX ? { key: "auth.error.passwordTooLong" } : undefined;
}

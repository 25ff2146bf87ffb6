import { t } from "@/i18n";
import { ApiError, type FailureKind } from "./errors";

const general = {
  network: "error.network",
  "signed-out": "error.signedOut",
  denied: "error.denied",
  missing: "error.missing",
  limited: "error.limited",
  rejected: "error.rejected",
  server: "error.server",
} as const satisfies Record<FailureKind, string>;

/** A failure in words: the server's own sentence where it sent one, and the request id for its log. */
export function describeError(error: unknown): { text: string; detail: string | undefined } {
  if (!(error instanceof ApiError)) return { text: t("error.page.title"), detail: undefined };
  const text = error.message === "" ? t(general[error.kind]) : error.message;
  const detail =
    error.requestId === undefined ? undefined : t("error.requestId", { id: error.requestId });
  return { text, detail };
}

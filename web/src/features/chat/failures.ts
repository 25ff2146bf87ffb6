/** Turns every kind of failure into what a card shows: who failed, why, and what to do about it. */
import { isRecord, type ApiError } from "@/api";
import type { ErrorPart, FailureDetail } from "./stream/frames";

export const FAILURE_KINDS = [
  "authentication",
  "quota",
  "rate_limit",
  "bad_request",
  "context_length",
  "content_filter",
  "model_not_found",
  "not_an_api",
  "network",
  "timeout",
  "cut_stream",
  "provider_error",
  "empty",
  "missing_key",
  "denied",
  "server",
  "unreachable",
] as const;

export type FailureKind = (typeof FAILURE_KINDS)[number];

export interface Failure {
  readonly kind: FailureKind;
  /** The endpoint or provider that failed, where it was not Klatch itself. */
  readonly who: string | null;
  readonly model: string | null;
  readonly status: number | null;
  /** The parameter that the provider refused. */
  readonly parameter: string | null;
  /** The server's own sentences; null where the catalogue's general ones are shown. */
  readonly cause: string | null;
  readonly fix: string | null;
  readonly attempts: number;
  /** The provider's own words, as they came. */
  readonly raw: string | null;
  readonly wireId: string | null;
  readonly requestId: string | null;
}

const nothing: Failure = {
  kind: "provider_error",
  who: null,
  model: null,
  status: null,
  parameter: null,
  cause: null,
  fix: null,
  attempts: 1,
  raw: null,
  wireId: null,
  requestId: null,
};

/** LibreChat's `type` and `code` words (wire contract 3.11) and the kind that each belongs to. */
const CODES: Readonly<Record<string, FailureKind>> = {
  no_user_key: "missing_key",
  invalid_user_key: "missing_key",
  expired_user_key: "missing_key",
  invalid_api_key: "authentication",
  auth_failed: "authentication",
  no_base_url: "missing_key",
  invalid_base_url: "bad_request",
  invalid_request_error: "bad_request",
  missing_model: "model_not_found",
  models_not_loaded: "model_not_found",
  endpoint_models_not_loaded: "model_not_found",
  illegal_model_request: "model_not_found",
  INPUT_LENGTH: "context_length",
  insufficient_quota: "quota",
  token_balance: "quota",
  concurrent: "rate_limit",
  message_limit: "rate_limit",
  moderation: "content_filter",
  refusal: "content_filter",
  ban: "denied",
};

function kindOf(word: unknown): FailureKind | null {
  if (typeof word !== "string") return null;
  const known = FAILURE_KINDS.find((kind) => kind === word);
  return known ?? (Object.hasOwn(CODES, word) ? (CODES[word] ?? null) : null);
}

function parseJson(text: string): Record<string, unknown> | null {
  if (!text.trimStart().startsWith("{")) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

function sentence(value: unknown): string | null {
  return typeof value === "string" && value.trim() !== "" ? value : null;
}

/** The failure that a text describes: JSON with a known word, or the text itself. */
export function failureOfText(text: string): Failure {
  const record = parseJson(text);
  if (record === null) return { ...nothing, cause: sentence(text) };
  return {
    ...nothing,
    kind: kindOf(record["type"]) ?? kindOf(record["code"]) ?? "provider_error",
    cause: sentence(record["message"]) ?? sentence(record["error"]),
    raw: text,
  };
}

/** The failure that an answer's error part tells. */
export function failureOfPart(part: ErrorPart): Failure {
  const detail: (FailureDetail & { readonly message?: string }) | undefined = part.klatch;
  if (detail === undefined) return failureOfText(part.error);
  return {
    kind: kindOf(detail.kind) ?? "provider_error",
    who: detail.provider ?? detail.endpoint ?? null,
    model: detail.model ?? null,
    status: detail.status ?? null,
    parameter: detail.parameter ?? null,
    cause: sentence(detail.cause) ?? sentence(part.error),
    fix: sentence(detail.fix),
    attempts: detail.attempts ?? 1,
    raw: sentence(detail.message),
    wireId: detail.wireId ?? null,
    requestId: detail.requestId ?? null,
  };
}

/** The failure of a request to Klatch itself, such as starting an answer. */
export function failureOfRequest(error: ApiError | string): Failure {
  if (typeof error === "string") return failureOfText(error);
  const byStatus: FailureKind =
    error.status === 0
      ? "unreachable"
      : error.status === 429
        ? "rate_limit"
        : error.status >= 500
          ? "server"
          : "denied";
  return {
    ...nothing,
    kind: kindOf(error.code) ?? byStatus,
    status: error.status === 0 ? null : error.status,
    who: isRecord(error.body) ? sentence(error.body["endpoint"]) : null,
    cause: sentence(error.message),
    raw:
      error.body === undefined || error.status === 0 ? null : JSON.stringify(error.body, null, 2),
    requestId: error.requestId ?? null,
  };
}

/** Whether choosing another model is a sensible way out. */
export function suggestsOtherModel(kind: FailureKind): boolean {
  return !["denied", "server", "unreachable", "network"].includes(kind);
}

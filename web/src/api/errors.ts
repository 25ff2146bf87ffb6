/** Why a request failed, coarse enough to decide what to do next. */
export type FailureKind =
  "network" | "signed-out" | "denied" | "missing" | "limited" | "rejected" | "server";

/**
 * A failed call. `message` is the server's own sentence where it sent one; `requestId` is what the
 * server wrote beside the cause in its log.
 */
export class ApiError extends Error {
  override readonly name = "ApiError";
  /** HTTP status, 0 when no answer arrived. */
  readonly status: number;
  readonly kind: FailureKind;
  /** Machine-readable code of the server (`code` or `type` of the body). */
  readonly code: string | undefined;
  readonly requestId: string | undefined;
  /** Parsed body, or its text. */
  readonly body: unknown;
  /** Seconds the server asked to wait (`Retry-After`). */
  readonly retryAfter: number | undefined;

  constructor(
    message: string,
    details: {
      status: number;
      code?: string | undefined;
      requestId?: string | undefined;
      body?: unknown;
      retryAfter?: number | undefined;
      cause?: unknown;
    },
  ) {
    super(message, { cause: details.cause });
    this.status = details.status;
    this.kind = kindOf(details.status);
    this.code = details.code;
    this.requestId = details.requestId;
    this.body = details.body;
    this.retryAfter = details.retryAfter;
  }
}

function kindOf(status: number): FailureKind {
  if (status === 0) return "network";
  if (status === 401) return "signed-out";
  if (status === 403) return "denied";
  if (status === 404) return "missing";
  if (status === 429) return "limited";
  return status >= 500 ? "server" : "rejected";
}

/** Turns any failed response into an `ApiError`, whatever of the server's body shapes it carries. */
export async function errorFromResponse(response: Response): Promise<ApiError> {
  const text = await response.text().catch(() => "");
  const body = parseBody(text);
  const record: Record<string, unknown> = isRecord(body) ? body : {};
  const message =
    sentence(record["message"]) ??
    sentence(record["error"]) ??
    (typeof body === "string" && looksLikeSentence(body) ? body : undefined);
  const retryAfter = Number(response.headers.get("Retry-After") ?? Number.NaN);
  return new ApiError(message ?? "", {
    status: response.status,
    code: sentence(record["code"]) ?? sentence(record["type"]),
    requestId: response.headers.get("X-Request-Id") ?? sentence(record["requestId"]),
    body,
    retryAfter: Number.isFinite(retryAfter) ? retryAfter : undefined,
  });
}

/** JSON whatever the content type says (some servers send JSON as text), else the text. */
export function parseBody(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function sentence(value: unknown): string | undefined {
  if (typeof value === "string" && value !== "") return value;
  if (isRecord(value)) return sentence(value["message"]);
  return undefined;
}

/** A proxy's HTML page is no sentence for a reader. */
function looksLikeSentence(text: string): boolean {
  return text.length < 500 && !text.trimStart().startsWith("<");
}

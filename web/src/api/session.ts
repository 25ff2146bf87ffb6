import { createStore } from "zustand/vanilla";
import { ApiError, errorFromResponse, isRecord, parseBody } from "./errors";
import { apiUrl } from "./url";
import type { User } from "./types";

/**
 * Who is signed in. The access token lives in memory only (never in storage that a script could
 * read later); the refresh token is an HttpOnly cookie that this code never sees.
 */
export interface Session {
  /** `unknown` until the first refresh of this page has answered. */
  status: "unknown" | "signed-in" | "signed-out";
  user: User | undefined;
  token: string | undefined;
  /** Local time (ms) from which the token is to be renewed before use. */
  renewAt: number | undefined;
  /** The reader signed out on purpose, so the next one shall not land on their page. */
  left: boolean;
}

const signedOut: Session = {
  status: "signed-out",
  user: undefined,
  token: undefined,
  renewAt: undefined,
  left: false,
};

export const sessionStore = createStore<Session>(() => ({ ...signedOut, status: "unknown" }));

/** Tokens are renewed this long before they end, so that no request meets an expired one … */
const RENEW_BEFORE_MS = 60_000;
/** … or, where a server gives short ones, in the last fifth of their life. */
const RENEW_BEFORE_PART = 0.2;

export function startSession(token: string, user: User): void {
  sessionStore.setState({
    status: "signed-in",
    token,
    user: { ...user, id: user.id ?? user._id ?? "" },
    renewAt: renewalOf(token),
    left: false,
  });
}

/** @param left whether the reader chose so, rather than the server or the clock */
export function endSession(left = false): void {
  sessionStore.setState({ ...signedOut, left }, true);
}

/** The bearer token, renewed first when it is about to end; undefined when signed out. */
export async function currentToken(): Promise<string | undefined> {
  const { token, renewAt } = sessionStore.getState();
  if (token === undefined) return undefined;
  if (renewAt !== undefined && Date.now() >= renewAt) {
    return await refreshSession().catch((failure: unknown) => {
      // The old token may still be good for a moment; let the server decide.
      if (failure instanceof ApiError && failure.kind !== "signed-out") return token;
      throw failure;
    });
  }
  return token;
}

let refreshing: Promise<string | undefined> | undefined;

/**
 * Renews the access token. However many callers ask at once, one request goes out.
 *
 * @returns the new token, or undefined when the session is over
 * @throws ApiError when the server could not be asked (network, 5xx, 429); the session is kept
 */
export function refreshSession(): Promise<string | undefined> {
  refreshing ??= exclusively(renew).finally(() => {
    refreshing = undefined;
  });
  return refreshing;
}

async function renew(): Promise<string | undefined> {
  let answer = await askForToken("api/auth/refresh");
  // Another tab may have rotated the cookie between our sending and the server's reading it.
  if (answer === "refused") answer = await askForToken("api/auth/refresh?retry=true");
  if (answer === "refused" || answer === "no-session") {
    endSession();
    return undefined;
  }
  startSession(answer.token, answer.user);
  return answer.token;
}

type RefreshAnswer = { token: string; user: User } | "refused" | "no-session";

async function askForToken(path: string): Promise<RefreshAnswer> {
  let response: Response;
  try {
    response = await fetch(apiUrl(path), { method: "POST", credentials: "same-origin" });
  } catch (cause) {
    throw new ApiError("", { status: 0, cause });
  }
  if (response.status === 401 || response.status === 403) return "refused";
  if (!response.ok) throw await errorFromResponse(response);
  // LibreChat's contract: 200 with a plain sentence means that there is no cookie.
  const body = parseBody(await response.text());
  if (isRecord(body) && typeof body["token"] === "string" && isRecord(body["user"])) {
    return { token: body["token"], user: body["user"] as unknown as User };
  }
  return "no-session";
}

/** One tab at a time where the browser can (web locks need a secure context; plain http has none). */
function exclusively<T>(work: () => Promise<T>): Promise<T> {
  const locks = typeof navigator === "undefined" ? undefined : navigator.locks;
  if (locks === undefined) return work();
  return locks.request("klatch-refresh", work) as Promise<T>;
}

/**
 * When to renew a JWT, by the local clock: its lifetime counts, not the server's idea of now.
 *
 * @returns undefined for a token that is no JWT; only the server can say when that one ends
 */
export function renewalOf(token: string, now: number = Date.now()): number | undefined {
  const payload = token.split(".")[1];
  if (payload === undefined) return undefined;
  try {
    const json = atob(payload.replaceAll("-", "+").replaceAll("_", "/"));
    const claims = JSON.parse(json) as { exp?: unknown; iat?: unknown };
    if (typeof claims.exp !== "number") return undefined;
    const issued = typeof claims.iat === "number" ? claims.iat * 1000 : now;
    const lifetime = claims.exp * 1000 - issued;
    return now + lifetime - Math.min(RENEW_BEFORE_MS, lifetime * RENEW_BEFORE_PART);
  } catch {
    return undefined;
  }
}

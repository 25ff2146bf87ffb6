import { ApiError, errorFromResponse, parseBody } from "./errors";
import { currentToken, refreshSession, sessionStore } from "./session";
import { apiUrl, type Query } from "./url";

export interface RequestOptions {
  query?: Query;
  /** Sent as JSON. */
  body?: unknown;
  signal?: AbortSignal | undefined;
  headers?: Record<string, string>;
}

/**
 * Sends one request as the signed-in user. An answer of 401 renews the token once and tries again;
 * when the session is over, the session store says so and the router shows the sign-in page.
 *
 * @throws ApiError for every answer that is not 2xx and for a lost connection
 */
export async function send(
  method: string,
  path: string,
  options: RequestOptions = {},
): Promise<Response> {
  const token = await currentToken();
  let response = await dispatch(method, path, options, token);
  if (response.status === 401 && token !== undefined) {
    // A parallel request may have renewed the token already.
    const latest = sessionStore.getState().token;
    const renewed = latest !== undefined && latest !== token ? latest : await refreshSession();
    if (renewed !== undefined) response = await dispatch(method, path, options, renewed);
  }
  if (!response.ok) throw await errorFromResponse(response);
  return response;
}

async function dispatch(
  method: string,
  path: string,
  { query, body, signal, headers }: RequestOptions,
  token: string | undefined,
): Promise<Response> {
  try {
    return await fetch(apiUrl(path, query), {
      method,
      credentials: "same-origin",
      headers: {
        Accept: "application/json",
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (cause) {
    if (signal?.aborted === true) throw cause;
    throw new ApiError("", { status: 0, cause });
  }
}

async function sendForJson<T>(method: string, path: string, options?: RequestOptions): Promise<T> {
  const response = await send(method, path, options);
  return parseBody(await response.text()) as T;
}

/** The verbs. The type argument is the wire record the endpoint promises; an empty body is undefined. */
export const api = {
  get: <T>(path: string, options?: RequestOptions) => sendForJson<T>("GET", path, options),
  post: <T>(path: string, body?: unknown, options?: RequestOptions) =>
    sendForJson<T>("POST", path, { ...options, body }),
  patch: <T>(path: string, body?: unknown, options?: RequestOptions) =>
    sendForJson<T>("PATCH", path, { ...options, body }),
  put: <T>(path: string, body?: unknown, options?: RequestOptions) =>
    sendForJson<T>("PUT", path, { ...options, body }),
  delete: <T>(path: string, body?: unknown, options?: RequestOptions) =>
    sendForJson<T>("DELETE", path, { ...options, body }),
};

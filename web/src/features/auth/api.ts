import { queryOptions } from "@tanstack/react-query";
import {
  api,
  endSession,
  queryClient,
  startSession,
  type SignInAnswer,
  type StartupConfig,
} from "@/api";

/** What the server offers; before sign-in it tells only what the sign-in pages need. */
export function startupConfigQuery(signedIn: boolean) {
  return queryOptions({
    queryKey: ["config", signedIn],
    queryFn: ({ signal }) => api.get<StartupConfig>("api/config", { signal }),
    staleTime: 5 * 60_000,
  });
}

export interface Credentials {
  email: string;
  password: string;
}

export interface Registration extends Credentials {
  name: string;
}

export type SignInOutcome = "signed-in" | "two-factor";

/** @throws ApiError 404 for wrong credentials (LibreChat's contract), 422 unverified, 429 too many */
export async function signIn(credentials: Credentials): Promise<SignInOutcome> {
  const answer = await api.post<SignInAnswer>("api/auth/login", credentials);
  if (answer.token === undefined || answer.user === undefined) return "two-factor";
  queryClient.clear();
  startSession(answer.token, answer.user);
  return "signed-in";
}

/** Makes the account; signing in is a second call, because registration answers no token. */
export async function register(registration: Registration): Promise<void> {
  await api.post("api/auth/register", {
    name: registration.name,
    email: registration.email,
    password: registration.password,
    confirm_password: registration.password,
  });
}

/** Ends the session here even when the server cannot be told. */
export async function signOut(): Promise<void> {
  try {
    await api.post("api/auth/logout");
  } finally {
    endSession(true);
    queryClient.clear();
  }
}

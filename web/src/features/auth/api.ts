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

/** What signing in led to; with a second factor the token goes on to {@link finishSignIn}. */
export type SignInOutcome = { step: "done" } | { step: "second-factor"; tempToken: string };

/** @throws ApiError 404 for wrong credentials (LibreChat's contract), 422 unverified, 429 too many */
export async function signIn(credentials: Credentials): Promise<SignInOutcome> {
  const answer = await api.post<SignInAnswer>("api/auth/login", credentials);
  if (answer.tempToken !== undefined) {
    return { step: "second-factor", tempToken: answer.tempToken };
  }
  begin(answer);
  return { step: "done" };
}

/** A code of the authenticator app, or a backup code. */
export type Proof = { token: string } | { backupCode: string };

/** @throws ApiError 401 for a wrong code or when five minutes are over (`code` tells), 429 */
export async function finishSignIn(tempToken: string, proof: Proof): Promise<void> {
  begin(await api.post<SignInAnswer>("api/auth/2fa/verify-temp", { tempToken, ...proof }));
}

function begin({ token, user }: SignInAnswer): void {
  if (token === undefined || user === undefined) throw new Error("the server sent no token");
  queryClient.clear();
  startSession(token, user);
}

/** @returns the link itself where the server sends no mail */
export async function requestPasswordReset(email: string): Promise<string | undefined> {
  const answer = await api.post<{ link?: string }>("api/auth/requestPasswordReset", { email });
  return answer.link;
}

/** @throws ApiError 400 when the link does not count any more */
export async function resetPassword(
  link: { userId: string; token: string },
  password: string,
): Promise<void> {
  await api.post("api/auth/resetPassword", { ...link, password, confirm_password: password });
}

/** @throws ApiError 400 when the link does not count any more */
export async function verifyEmail(email: string, token: string): Promise<void> {
  await api.post("api/user/verify", { email, token });
}

export async function sendVerificationAgain(email: string): Promise<void> {
  await api.post("api/user/verify/resend", { email });
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

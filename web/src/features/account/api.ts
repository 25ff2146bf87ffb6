import { queryOptions } from "@tanstack/react-query";
import {
  api,
  endSession,
  queryClient,
  sessionStore,
  startSession,
  type EndpointsAnswer,
  type SignInAnswer,
  type User,
} from "@/api";
import type { Proof } from "@/features/auth";

/** What the server tells of the own account beside the user. */
export interface AccountFacts {
  hasPassword: boolean;
  backupCodesLeft: number;
  mayDelete: boolean;
}

export const accountQuery = queryOptions({
  queryKey: ["account"],
  queryFn: ({ signal }) => api.get<AccountFacts>("api/klatch/account", { signal }),
});

/** Takes over what changed of the signed-in person. */
function changeUser(change: Partial<User>): void {
  const { user } = sessionStore.getState();
  if (user !== undefined) sessionStore.setState({ user: { ...user, ...change } });
}

export async function rename(name: string, username: string): Promise<void> {
  changeUser(await api.patch<User>("api/klatch/account", { name, username }));
}

/** Ends every other session; this browser goes on with a new one. */
export async function changePassword(current: string, password: string): Promise<void> {
  const answer = await api.post<SignInAnswer>("api/klatch/account/password", { current, password });
  if (answer.token !== undefined && answer.user !== undefined) {
    startSession(answer.token, answer.user);
  }
}

/** Deletes the account with everything in it, and leaves. */
export async function deleteAccount(proof: Proof | undefined): Promise<void> {
  await api.delete("api/user/delete", proof ?? {});
  endSession(true);
  queryClient.clear();
}

export interface TwoFactorSetup {
  otpauthUrl: string;
  backupCodes: string[];
}

export function beginTwoFactor(): Promise<TwoFactorSetup> {
  return api.post<TwoFactorSetup>("api/auth/2fa/enable", {});
}

/** @throws ApiError 400 for a wrong code */
export async function confirmTwoFactor(token: string): Promise<void> {
  await api.post("api/auth/2fa/confirm", { token });
  changeUser({ twoFactorEnabled: true });
  await queryClient.invalidateQueries({ queryKey: accountQuery.queryKey });
}

export async function disableTwoFactor(proof: Proof): Promise<void> {
  await api.post("api/auth/2fa/disable", proof);
  changeUser({ twoFactorEnabled: false });
}

/** @returns new codes; the old ones count no more */
export async function renewBackupCodes(proof: Proof): Promise<string[]> {
  const answer = await api.post<{ backupCodes: string[] }>("api/auth/2fa/backup/regenerate", proof);
  await queryClient.invalidateQueries({ queryKey: accountQuery.queryKey });
  return answer.backupCodes;
}

export const termsQuery = queryOptions({
  queryKey: ["terms"],
  queryFn: ({ signal }) => api.get<{ termsAccepted: boolean }>("api/user/terms", { signal }),
  staleTime: Infinity,
});

export async function acceptTerms(): Promise<void> {
  await api.post("api/user/terms/accept");
  queryClient.setQueryData(termsQuery.queryKey, { termsAccepted: true });
}

/** A key that this person stored; never its value. */
export interface StoredKey {
  name: string;
  expiresAt: string | null;
  expired: boolean;
  baseURL: string | null;
}

export const keysQuery = queryOptions({
  queryKey: ["keys"],
  queryFn: async ({ signal }) =>
    (await api.get<{ keys: StoredKey[] }>("api/klatch/keys", { signal })).keys,
});

/** The endpoints; the same data that the menu of models is made of. */
export const endpointsQuery = queryOptions({
  queryKey: ["endpoints"],
  queryFn: ({ signal }) => api.get<EndpointsAnswer>("api/endpoints", { signal }),
  staleTime: 5 * 60_000,
});

export interface NewKey {
  name: string;
  apiKey: string;
  /** Where the endpoint asks for an address too. */
  baseURL: string | undefined;
  /** Null: never. */
  expiresAt: string | null;
}

export async function saveKey({ name, apiKey, baseURL, expiresAt }: NewKey): Promise<void> {
  const value = JSON.stringify(baseURL === undefined ? { apiKey } : { apiKey, baseURL });
  await api.put("api/keys", { name, value, expiresAt });
  await keysChanged();
}

export async function revokeKey(name: string): Promise<void> {
  await api.delete(`api/keys/${encodeURIComponent(name)}`);
  await keysChanged();
}

/** A key opens other models, too. */
async function keysChanged(): Promise<void> {
  await Promise.all(
    [["keys"], ["models"], ["endpoints"]].map((queryKey) =>
      queryClient.invalidateQueries({ queryKey }),
    ),
  );
}

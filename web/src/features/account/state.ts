import { useQuery } from "@tanstack/react-query";
import { create } from "zustand";
import { useUser } from "@/features/auth";
import { showOverlay } from "@/features/settings";
import { endpointsQuery, keysQuery, type StoredKey } from "./api";

/** Id of the settings' section that holds the keys. */
export const KEYS_SECTION = "keys";

const useWanted = create<{ endpoint: string | undefined }>(() => ({ endpoint: undefined }));

/** Opens the form for the key of an endpoint. */
export function enterKey(endpoint: string | undefined): void {
  useWanted.setState({ endpoint });
  showOverlay("settings", KEYS_SECTION);
}

/** To be called when the form was shown: it opens once. */
export function forgetWantedKey(): void {
  useWanted.setState({ endpoint: undefined });
}

/** The endpoint whose form shall be open first. */
export function useWantedKey(): string | undefined {
  return useWanted(({ endpoint }) => endpoint);
}

/** An endpoint that asks each person for a key. */
export interface KeyedEndpoint {
  name: string;
  asksForAddress: boolean;
  stored: StoredKey | undefined;
}

/** The endpoints that ask for a key, with what is stored; undefined while that loads. */
export function useKeyedEndpoints(): KeyedEndpoint[] | undefined {
  const signedIn = useUser() !== undefined;
  const endpoints = useQuery({ ...endpointsQuery, enabled: signedIn }).data;
  const asking = Object.entries(endpoints ?? {}).filter(
    ([, config]) => config?.userProvide === true || config?.userProvideURL === true,
  );
  const keys = useQuery({ ...keysQuery, enabled: signedIn && asking.length > 0 }).data;
  if (endpoints === undefined || (asking.length > 0 && keys === undefined)) return undefined;
  return asking.map(([name, config]) => ({
    name,
    asksForAddress: config?.userProvideURL === true,
    stored: keys?.find((key) => key.name === name),
  }));
}

/** Whether an endpoint works with a key of the person's own. */
export function useAsksForKey(endpoint: string | null): boolean {
  return useKeyedEndpoints()?.some(({ name }) => name === endpoint) === true;
}

import { useQuery } from "@tanstack/react-query";
import { useStore } from "zustand";
import { sessionStore, type Session, type StartupConfig, type User } from "@/api";
import { startupConfigQuery } from "./api";

export function useSession(): Session {
  return useStore(sessionStore);
}

/** The signed-in user; undefined on the sign-in pages. */
export function useUser(): User | undefined {
  return useStore(sessionStore, (session) => session.user);
}

/** The start-up settings for the present sign-in state; undefined while they load. */
export function useStartupConfig(): StartupConfig | undefined {
  const signedIn = useStore(sessionStore, (session) => session.status === "signed-in");
  return useQuery(startupConfigQuery(signedIn)).data;
}

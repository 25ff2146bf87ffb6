import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "./errors";

/** The cache of everything the server told us; cleared when the user changes. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      gcTime: 10 * 60_000,
      refetchOnWindowFocus: true,
      retry: (failures, error) => failures < 3 && isWorthRetrying(error),
      retryDelay: (attempt) => Math.min(1000 * 2 ** attempt, 15_000),
    },
    mutations: { retry: false },
  },
});

/** A lost connection or a server in trouble may pass; a refusal stays one. */
function isWorthRetrying(error: Error): boolean {
  return error instanceof ApiError && (error.kind === "network" || error.kind === "server");
}

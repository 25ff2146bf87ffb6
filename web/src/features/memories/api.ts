import { queryOptions } from "@tanstack/react-query";
import { api, queryClient } from "@/api";

export interface Memory {
  readonly key: string;
  readonly value: string;
  readonly tokenCount: number;
  readonly updated_at: string;
  readonly agentId?: string;
}

export interface MemoriesAnswer {
  readonly memories: readonly Memory[];
  readonly totalTokens: number;
  readonly tokenLimit: number | null;
  /** Most characters of one memory. */
  readonly charLimit: number;
  /** 0 to 100; null without a limit. */
  readonly usagePercentage: number | null;
}

interface Preferences {
  personalization?: { memories?: boolean };
}

export const memoriesQuery = queryOptions({
  queryKey: ["memories"],
  queryFn: ({ signal }) => api.get<MemoriesAnswer>("api/memories", { signal }),
});

/** Whether models are told what is remembered. */
export const memoryUseQuery = queryOptions({
  queryKey: ["memories", "use"],
  queryFn: async ({ signal }) =>
    (await api.get<Preferences>("api/user", { signal })).personalization?.memories !== false,
});

function pathOf({ key, agentId }: Memory): string {
  const query = agentId === undefined ? "" : `?agentId=${encodeURIComponent(agentId)}`;
  return `api/memories/${encodeURIComponent(key)}${query}`;
}

const reload = () => queryClient.invalidateQueries({ queryKey: memoriesQuery.queryKey });

export async function addMemory(key: string, value: string): Promise<void> {
  await api.post("api/memories", { key, value });
  await reload();
}

export async function changeMemory(memory: Memory, key: string, value: string): Promise<void> {
  await api.patch(pathOf(memory), { key, value });
  await reload();
}

export async function deleteMemory(memory: Memory): Promise<void> {
  await api.delete(pathOf(memory));
  await reload();
}

export async function switchMemories(memories: boolean): Promise<void> {
  await api.patch("api/memories/preferences", { memories });
  await reload();
}

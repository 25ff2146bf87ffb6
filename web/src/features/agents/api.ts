import { queryOptions } from "@tanstack/react-query";
import { api, queryClient, type AgentRow } from "@/api";
import { upload } from "@/features/files";

/** An agent with all that may be changed; only for those who may. */
export interface Agent extends AgentRow {
  instructions?: string;
  provider: string;
  model: string;
  model_parameters?: Record<string, unknown>;
  version: number;
}

/** What an agent was like after one change. */
export interface AgentVersion extends Agent {
  updatedAt: string;
}

/** The part of an agent that the builder changes; null clears. */
export interface AgentDraft {
  name: string;
  description: string;
  instructions: string;
  category: string;
  provider: string;
  model: string;
  model_parameters: Record<string, unknown>;
  conversation_starters: string[];
  avatar?: null;
}

const path = (id: string) => `api/agents/${encodeURIComponent(id)}`;

export const agentKeys = {
  all: ["agents"],
  one: (id: string) => ["agents", "one", id],
  versions: (id: string) => ["agents", "versions", id],
  categories: ["agents", "categories"],
};

export const readAgent = (id: string) => api.get<Agent>(`${path(id)}/expanded`);

export async function readVersions(id: string): Promise<AgentVersion[]> {
  return (await api.get<{ versions: AgentVersion[] }>(`${path(id)}/versions`)).versions;
}

async function changed<T>(work: Promise<T>): Promise<T> {
  const result = await work;
  await queryClient.invalidateQueries({ queryKey: agentKeys.all });
  return result;
}

export const createAgent = (draft: AgentDraft) => changed(api.post<Agent>("api/agents", draft));
export const updateAgent = (id: string, draft: AgentDraft) =>
  changed(api.patch<Agent>(path(id), draft));
/** Gives an agent a square picture. */
export const setPicture = (id: string, square: File) =>
  changed(
    upload<Agent>(`api/files/images/agents/${encodeURIComponent(id)}/avatar`, square, {
      fields: {},
    }),
  );
export const deleteAgent = (id: string) => changed(api.delete(path(id)));
export const duplicateAgent = (id: string) =>
  changed(api.post<{ agent: Agent }>(`${path(id)}/duplicate`, {}));
export const revertAgent = (id: string, index: number) =>
  changed(api.post<Agent>(`${path(id)}/revert`, { version_index: index }));

export const CATEGORIES = ["general", "hr", "rd", "finance", "it", "sales", "aftersales"] as const;

/** Rights on shared things, as bits (wire contract: permission bits). */
export const DELETE = 4;
export const SHARE = 8;

/** What the person may do with each agent, by its `_id`. */
export const rightsQuery = queryOptions({
  queryKey: ["agents", "rights"],
  queryFn: ({ signal }) =>
    api.get<Record<string, number>>("api/permissions/agent/effective/all", { signal }),
});

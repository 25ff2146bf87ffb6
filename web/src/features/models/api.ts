import { queryOptions } from "@tanstack/react-query";
import { api, type AgentRow, type EndpointsAnswer, type ModelsAnswer } from "@/api";

export const endpointsQuery = queryOptions({
  queryKey: ["endpoints"],
  queryFn: ({ signal }) => api.get<EndpointsAnswer>("api/endpoints", { signal }),
  staleTime: 5 * 60_000,
});

export const modelsQuery = queryOptions({
  queryKey: ["models"],
  queryFn: ({ signal }) => api.get<ModelsAnswer>("api/models", { signal }),
  staleTime: 5 * 60_000,
});

/** The stored agents that the person may use, newest change first. */
export const agentsQuery = queryOptions({
  queryKey: ["agents", "usable"],
  queryFn: async ({ signal }) => {
    const query = { requiredPermission: "1", limit: "1000" };
    return (await api.get<{ data: AgentRow[] }>("api/agents", { query, signal })).data;
  },
  staleTime: 60_000,
});

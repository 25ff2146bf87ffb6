import { queryOptions } from "@tanstack/react-query";
import { api, type EndpointsAnswer, type ModelsAnswer } from "@/api";

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

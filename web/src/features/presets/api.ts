import { queryOptions } from "@tanstack/react-query";
import { api, queryClient, type Conversation } from "@/api";

/** A model and its settings under a name. */
export interface Preset extends Partial<Conversation> {
  presetId: string;
  title: string;
  endpoint: string;
  /** Every new chat begins with it; one at most. */
  defaultPreset?: boolean;
}

/** What a preset is made of; fields that other programs wrote are kept by the server. */
export type PresetDraft = Partial<Preset> & { title: string; endpoint: string };

export const presetsQuery = queryOptions({
  queryKey: ["presets"],
  queryFn: ({ signal }) => api.get<Preset[]>("api/presets", { signal }),
  staleTime: 5 * 60_000,
});

async function changed<T>(work: Promise<T>): Promise<T> {
  const result = await work;
  await queryClient.invalidateQueries({ queryKey: presetsQuery.queryKey });
  return result;
}

/** Makes a preset, or changes the one whose id is given; null takes a field away. */
export const savePreset = (preset: Record<string, unknown>) =>
  changed(api.post<Preset>("api/presets", preset));

export const deletePreset = (presetId: string) =>
  changed(api.post("api/presets/delete", { presetId }));

import { useQuery } from "@tanstack/react-query";
import { useStartupConfig } from "@/features/auth";
import { presetsQuery, type Preset } from "./api";

/** Whether presets are offered at all. */
export function usePresetsOffered(): boolean {
  return useStartupConfig()?.interface?.presets !== false;
}

export function usePresets(): readonly Preset[] | undefined {
  return useQuery({ ...presetsQuery, enabled: usePresetsOffered() }).data;
}

/** The preset that a new chat begins with. */
export function useDefaultPreset(): Preset | undefined {
  return usePresets()?.find((preset) => preset.defaultPreset === true);
}

import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useStartupConfig } from "@/features/auth";
import { useSettled } from "@/lib/useSettled";
import { presetsQuery, type Preset } from "./api";

/** Whether presets are offered at all. */
export function usePresetsOffered(): boolean {
  return useStartupConfig()?.interface?.presets !== false;
}

/** Whether this browser knows of a preset that new chats begin with: only then they are awaited. */
const KNOWN_KEY = "klatch.defaultPreset";

function isDefaultKnown(): boolean {
  try {
    return localStorage.getItem(KNOWN_KEY) !== null;
  } catch {
    return false;
  }
}

export function usePresets(): readonly Preset[] | undefined {
  const settled = useSettled();
  const offered = usePresetsOffered();
  const { data } = useQuery({ ...presetsQuery, enabled: offered && (settled || isDefaultKnown()) });
  useEffect(() => {
    if (data === undefined) return;
    try {
      if (data.some((preset) => preset.defaultPreset === true)) {
        localStorage.setItem(KNOWN_KEY, "1");
      } else {
        localStorage.removeItem(KNOWN_KEY);
      }
    } catch {
      // Without storage the presets come a moment later.
    }
  }, [data]);
  return data;
}

/** The preset that a new chat begins with. */
export function useDefaultPreset(): Preset | undefined {
  return usePresets()?.find((preset) => preset.defaultPreset === true);
}

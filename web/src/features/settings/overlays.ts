import { create } from "zustand";

type Overlay = "settings" | "shortcuts";

interface Shown {
  shown: Overlay | undefined;
  /** The section of the settings. */
  section: string | undefined;
}

const useOverlay = create<Shown>(() => ({ shown: undefined, section: undefined }));

/** Opens one of the application's dialogs, the settings at a section, or closes the one that is open. */
export function showOverlay(overlay: Overlay | undefined, section?: string): void {
  useOverlay.setState({ shown: overlay, section });
}

export function useShownOverlay(): Shown {
  return useOverlay();
}

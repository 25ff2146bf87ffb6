import { create } from "zustand";

type Overlay = "settings" | "shortcuts";

const useOverlay = create<{ shown: Overlay | undefined }>(() => ({ shown: undefined }));

/** Opens one of the application's dialogs, or closes the one that is open. */
export function showOverlay(overlay: Overlay | undefined): void {
  useOverlay.setState({ shown: overlay });
}

export function useShownOverlay(): Overlay | undefined {
  return useOverlay((state) => state.shown);
}

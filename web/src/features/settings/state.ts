import { create } from "zustand";
import { persist } from "zustand/middleware";

/** What a reader set for this browser. `public/theme.js` reads the same record before the first paint. */
export interface Settings {
  theme: "system" | "light" | "dark";
  fontSize: "small" | "normal" | "large" | "larger";
  language: "en";
  /** Enter sends and Shift+Enter breaks the line; otherwise Ctrl or Cmd with Enter sends. */
  enterToSend: boolean;
  sidebarOpen: boolean;
}

const defaults: Settings = {
  theme: "system",
  fontSize: "normal",
  language: "en",
  enterToSend: true,
  sidebarOpen: true,
};

export const useSettings = create<Settings>()(persist(() => defaults, { name: "klatch.settings" }));

export function changeSettings(change: Partial<Settings>): void {
  useSettings.setState(change);
}

/** Puts theme and font size on the root element, now and at every change. */
export function applySettings(): void {
  const apply = ({ theme, fontSize, language }: Settings) => {
    const root = document.documentElement;
    if (theme === "system") delete root.dataset["theme"];
    else root.dataset["theme"] = theme;
    root.dataset["fontSize"] = fontSize;
    root.lang = language;
  };
  apply(useSettings.getState());
  useSettings.subscribe(apply);
}

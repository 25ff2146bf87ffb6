export { Overlays } from "./components/Overlays";
export { SettingsRow, type SettingsRowProps } from "./components/SettingsRow";
export { showOverlay } from "./overlays";
export type { SettingsSection } from "./sections";
export { shortcuts, type ShortcutName } from "./shortcuts";
export { applySettings, changeSettings, useSettings, type Settings } from "./state";

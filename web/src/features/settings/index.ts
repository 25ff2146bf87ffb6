export { Overlays } from "./components/Overlays";
export { showOverlay } from "./overlays";
export { shortcuts, type ShortcutName } from "./shortcuts";
export { applySettings, changeSettings, useSettings, type Settings } from "./state";

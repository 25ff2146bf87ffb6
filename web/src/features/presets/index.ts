export { deletePreset, savePreset, type Preset } from "./api";
export { useDefaultPreset, usePresets, usePresetsOffered } from "./state";

export { agentsQuery } from "./api";
export { AGENTS, findModel, type ModelEntry, type ModelGroup, type ModelRef } from "./catalog";
export { ModelPicker } from "./components/ModelPicker";
export { chooseModel, setPickerOpen, useChosenModel, useModelCatalog } from "./state";

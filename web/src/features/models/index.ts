export { findModel, type ModelEntry, type ModelGroup, type ModelRef } from "./catalog";
export { chooseModel, useChosenModel, useModelCatalog } from "./state";

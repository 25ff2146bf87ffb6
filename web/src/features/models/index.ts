export { agentsQuery } from "./api";
export {
  AGENTS,
  findModel,
  SPECS,
  type ModelEntry,
  type ModelGroup,
  type ModelRef,
} from "./catalog";
export { ComparePicker } from "./components/ComparePicker";
export { ModelPicker } from "./components/ModelPicker";
export {
  addModel,
  chooseModel,
  useAddedModel,
  setPickerOpen,
  useChosenModel,
  useModelCatalog,
} from "./state";

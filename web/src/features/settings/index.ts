export { applySettings, changeSettings, useSettings, type Settings } from "./state";

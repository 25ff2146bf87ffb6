export { SlashMenu, type SlashKeys } from "./components/SlashMenu";

/** Loads the page "Prompts". */
export const loadPromptsPage = async () => ({
  default: (await import("./components/PromptsPage")).PromptsPage,
});

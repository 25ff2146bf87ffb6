import type { PromptGroup } from "./api";

/** Shown at once in the menu. */
const MAX_SHOWN = 8;

/** What was typed after the slash that begins a text, or undefined when the text is no command. */
export function slashQuery(text: string): string | undefined {
  return /^\/([^\s/]{0,60})$/.exec(text)?.[1]?.toLowerCase();
}

/**
 * The prompts that fit what was typed: commands that begin with it first, then names that contain
 * it; the most used before the others.
 */
export function matches(prompts: readonly PromptGroup[], query: string): PromptGroup[] {
  const rank = ({ command = "", name }: PromptGroup) => {
    if (command.startsWith(query)) return command === "" ? 1 : 0;
    if (name.toLowerCase().includes(query) || command.includes(query)) return 1;
    return 2;
  };
  return prompts
    .map((prompt) => ({ prompt, rank: rank(prompt) }))
    .filter((one) => one.rank < 2)
    .toSorted(
      (a, b) =>
        a.rank - b.rank ||
        b.prompt.numberOfGenerations - a.prompt.numberOfGenerations ||
        a.prompt.name.localeCompare(b.prompt.name),
    )
    .slice(0, MAX_SHOWN)
    .map(({ prompt }) => prompt);
}

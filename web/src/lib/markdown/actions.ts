/** What the buttons inside rendered Markdown do: one listener for the whole text, none for each button. */
import { codeOf } from "./code";
import type { MarkdownLabels } from "./parser";

/** Copies text, also where the clipboard interface is missing because the page came over plain http. */
export async function copyText(text: string): Promise<boolean> {
  try {
    if (navigator.clipboard !== undefined) {
      await navigator.clipboard.writeText(text);
      return true;
    }
  } catch {
    // Refused: the old way may still work.
  }
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "sr-only";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}

async function copyCode(button: HTMLElement, labels: MarkdownLabels): Promise<void> {
  const block = button.closest(".md-code");
  if (block === null || !(await copyText(codeOf(block)))) return;
  button.textContent = labels.copied;
  setTimeout(() => {
    button.textContent = labels.copy;
  }, 1600);
}

function showImage(button: HTMLElement, labels: MarkdownLabels): void {
  const image = document.createElement("img");
  image.alt = button.dataset["alt"] ?? "";
  image.referrerPolicy = "no-referrer";
  image.addEventListener("error", () => {
    const note = document.createElement("span");
    note.className = "md-image";
    note.textContent = `${image.alt} ${labels.imageFailed}`.trim();
    image.replaceWith(note);
  });
  image.src = button.dataset["source"] ?? "";
  button.replaceWith(image);
}

/** Handles a click anywhere in rendered Markdown. */
export function handleMarkdownClick(target: EventTarget | null, labels: MarkdownLabels): void {
  const button = target instanceof Element ? target.closest<HTMLElement>("[data-action]") : null;
  if (button === null) return;
  if (button.dataset["action"] === "copy") void copyCode(button, labels);
  if (button.dataset["action"] === "show-image") showImage(button, labels);
}

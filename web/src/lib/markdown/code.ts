/** The code block: a bar with the language's name and a copy button, and the code under it. */
import type { MarkdownLabels } from "./parser";
import type { HighlightedLine } from "./highlight/tokens";
import { languageName } from "./highlight/languages";

const REORDERING = /[\u202a-\u202e\u2066-\u2069]/;

function element(tag: string, className: string): HTMLElement {
  const created = document.createElement(tag);
  created.className = className;
  return created;
}

/** Puts code into an element; characters that reorder text are shown by their number and stay in what is copied. */
function appendCode(parent: HTMLElement, text: string): void {
  if (!REORDERING.test(text)) {
    parent.append(text);
    return;
  }
  for (const piece of text.split(/([\u202a-\u202e\u2066-\u2069])/)) {
    if (!REORDERING.test(piece)) {
      parent.append(piece);
      continue;
    }
    const mark = element("span", "md-control");
    mark.dataset["name"] = `U+${piece.charCodeAt(0).toString(16).toUpperCase()}`;
    mark.append(piece);
    parent.append(mark);
  }
}

export function buildCodeBlock(
  language: string,
  code: string,
  labels: MarkdownLabels,
): HTMLElement {
  const block = element("figure", "md-code");
  block.dataset["language"] = language;
  const bar = element("figcaption", "md-code-bar");
  const name = element("span", "md-code-language");
  name.textContent = language === "" ? labels.plainText : languageName(language);
  const copy = element("button", "md-code-copy");
  copy.setAttribute("type", "button");
  copy.dataset["action"] = "copy";
  copy.textContent = labels.copy;
  bar.append(name, copy);
  const pre = element("pre", "md-code-body");
  pre.tabIndex = 0;
  pre.dir = "ltr";
  const body = document.createElement("code");
  appendCode(body, code);
  pre.append(body);
  block.append(bar, pre);
  return block;
}

function codeElement(block: Element): HTMLElement | null {
  return block.querySelector("pre > code");
}

/** The code of a block as it was written. */
export function codeOf(block: Element): string {
  return codeElement(block)?.textContent ?? "";
}

/** Lets an open code block grow: only what is new is added to the page. */
export function growCode(block: Element, shown: string, code: string): void {
  const body = codeElement(block);
  if (body === null) return;
  if (!code.startsWith(shown)) {
    body.replaceChildren();
    appendCode(body, code);
    return;
  }
  const added = code.slice(shown.length);
  const last = body.lastChild;
  if (last instanceof Text && !REORDERING.test(added)) last.appendData(added);
  else if (added !== "") appendCode(body, added);
}

/** Colours a finished block. The text stays the same to the letter, or nothing happens. */
export function paintCode(block: Element, lines: readonly HighlightedLine[]): void {
  const body = codeElement(block);
  if (body === null) return;
  const painted = document.createDocumentFragment();
  lines.forEach((line, i) => {
    if (i > 0) painted.append("\n");
    for (const [kind, text] of line) {
      const span = element("span", kind === "" ? "" : `tok-${kind}`);
      if (kind === "" && !REORDERING.test(text)) {
        painted.append(text);
        continue;
      }
      appendCode(span, text);
      painted.append(span);
    }
  });
  const before = body.textContent.replace(/\n$/, "");
  if ((painted.textContent ?? "").replace(/\n$/, "") !== before) return;
  body.replaceChildren(painted);
}

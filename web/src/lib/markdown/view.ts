import type { MarkdownIt } from "markdown-it";
import { BlockSplitter, type Block } from "./blocks";
import { buildCodeBlock, codeOf, growCode, paintCode } from "./code";
import { drawFormulas } from "./formulas";
import { highlightCode } from "./highlight/highlighter";
import { morphChildren } from "./morph";
import type { MarkdownLabels } from "./parser";
import { toSafeFragment } from "./sanitize";

async function colour(block: HTMLElement): Promise<void> {
  const lines = await highlightCode(block.dataset["language"] ?? "", codeOf(block));
  if (lines !== null && block.isConnected) paintCode(block, lines);
}

/**
 * The picture of a growing Markdown text in the page. It owns the children of one element: closed blocks are built
 * once and left alone, the open ones at the end are brought up to date in place.
 */
export class MarkdownView {
  readonly #root: HTMLElement;
  readonly #splitter: BlockSplitter;
  readonly #labels: MarkdownLabels;
  readonly #onGrown: () => void;
  #closed: HTMLElement[] = [];
  #open: HTMLElement[] = [];
  /** The code that a code block shows, so that growing it needs no look at the page. */
  readonly #codes = new WeakMap<HTMLElement, string>();

  /** @param onGrown called when something was drawn later than its text, so that its height has changed */
  constructor(root: HTMLElement, md: MarkdownIt, labels: MarkdownLabels, onGrown: () => void) {
    this.#root = root;
    this.#splitter = new BlockSplitter(md);
    this.#labels = labels;
    this.#onGrown = onGrown;
  }

  /** How many blocks have been rendered so far, open ones as often as they changed. */
  get renders(): number {
    return this.#splitter.renders;
  }

  /** Shows the whole text so far; `done` when nothing more will come. */
  update(text: string, done: boolean): void {
    const change = this.#splitter.update(text, done);
    if (change.restarted) this.#clear();
    for (const [number, block] of change.revised) {
      const shown = this.#closed[number];
      if (shown !== undefined) this.#fill(shown, block);
    }
    for (const block of change.closed) this.#close(block);
    this.#showOpen(change.open);
  }

  #clear(): void {
    this.#root.replaceChildren();
    this.#closed = [];
    this.#open = [];
  }

  #close(block: Block): void {
    const element = this.#show(block, this.#open.shift());
    this.#closed.push(element);
    this.#finish(element, block);
  }

  #showOpen(blocks: readonly Block[]): void {
    const shown = this.#open;
    blocks.forEach((block, i) => {
      shown[i] = this.#show(block, shown[i]);
      if (block.kind === "html") drawFormulas(shown[i], this.#onGrown);
    });
    for (const surplus of shown.splice(blocks.length)) surplus.remove();
  }

  /** Shows a block in the element that stood in its place, or in a new one instead of it. */
  #show(block: Block, present: HTMLElement | undefined): HTMLElement {
    const element = this.#matching(present, block) ?? this.#create(block, present);
    if (block.kind === "html") {
      this.#fill(element, block);
    } else {
      growCode(element, this.#codes.get(element) ?? "", block.code);
      this.#codes.set(element, block.code);
    }
    return element;
  }

  /** The element already there, if it can become this block's. */
  #matching(element: HTMLElement | undefined, block: Block): HTMLElement | null {
    if (element === undefined) return null;
    if (block.kind === "html") return element.classList.contains("md-block") ? element : null;
    const same = element.dataset["language"] === block.language && this.#codes.has(element);
    return same ? element : null;
  }

  #create(block: Block, instead: HTMLElement | undefined): HTMLElement {
    let element: HTMLElement;
    if (block.kind === "code") {
      element = buildCodeBlock(block.language, "", this.#labels);
    } else {
      element = document.createElement("div");
      element.className = "md-block";
    }
    if (instead === undefined) this.#root.append(element);
    else instead.replaceWith(element);
    return element;
  }

  #fill(element: HTMLElement, block: Block): void {
    if (block.kind !== "html") return;
    const fragment = toSafeFragment(block.html);
    for (const pre of fragment.querySelectorAll<HTMLElement>("pre.md-fence")) {
      const code = buildCodeBlock(pre.dataset["language"] ?? "", pre.textContent, this.#labels);
      pre.replaceWith(code);
    }
    morphChildren(element, fragment);
  }

  #finish(element: HTMLElement, block: Block): void {
    drawFormulas(element, this.#onGrown);
    const blocks =
      block.kind === "code" ? [element] : element.querySelectorAll<HTMLElement>(".md-code");
    for (const code of blocks) {
      void colour(code);
    }
  }
}

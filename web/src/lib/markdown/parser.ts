/**
 * The Markdown dialect of answers: CommonMark with tables, strikethrough, task lists and formulas. Raw HTML is text.
 * Nothing here may emit a `style` attribute: the page's Content-Security-Policy would drop it.
 */
import Markdown from "markdown-it";
import type { MarkdownIt, StateCore, Token } from "markdown-it";
import { mathPlugin } from "./math";

/** Texts that end up inside rendered Markdown; they come from the language catalogue. */
export interface MarkdownLabels {
  readonly copy: string;
  readonly copied: string;
  readonly plainText: string;
  readonly table: string;
  readonly taskDone: string;
  readonly taskOpen: string;
  readonly showImage: (host: string) => string;
  readonly imageFailed: string;
}

const SAFE_LINK = /^(?:https?:\/\/|mailto:|tel:)/i;
const SAFE_IMAGE = /^(?:https:\/\/|data:image\/(?:png|jpeg|gif|webp|avif);base64,)/i;

/** Characters that reorder the text around them: with them a link or a program can lie about itself. */
const REORDERING = /[\u202a-\u202e\u2066-\u2069]/g;

/** Takes reordering characters out of running text. */
export function withoutReordering(text: string): string {
  return text.replace(REORDERING, "");
}

/** Makes reordering characters visible, for code, where they must not be lost silently. */
function showReordering(escaped: string): string {
  return escaped.replace(REORDERING, (char) => {
    const code = char.charCodeAt(0).toString(16).toUpperCase();
    return `<span class="md-control">U+${code}</span>`;
  });
}

const DIRECTIONAL = new Set([
  "paragraph_open",
  "heading_open",
  "blockquote_open",
  "list_item_open",
  "th_open",
  "td_open",
]);

function alignmentClass(token: Token): void {
  const style = String(token.attrGet("style") ?? "");
  const align = /text-align:(left|center|right)/.exec(style)?.[1];
  token.attrs = (token.attrs ?? []).filter(([name]) => name !== "style");
  if (align !== undefined) token.attrJoin("class", `md-align-${align}`);
}

function dressTokens(state: StateCore): void {
  for (const token of state.tokens) {
    if (DIRECTIONAL.has(token.type)) token.attrSet("dir", "auto");
    if (token.type === "th_open" || token.type === "td_open") alignmentClass(token);
    if (token.type === "heading_open" || token.type === "heading_close") {
      const level = Number(token.tag.slice(1));
      if (token.nesting === 1) token.attrJoin("class", `md-h${level}`);
      // The page's title and the name over each message stand above: 1 and 2 become 3, 3 becomes 4.
      token.tag = `h${Math.min(6, Math.max(3, level + 1))}`;
    }
  }
}

/** Turns `[ ] text` at the start of a list item into a task. */
function markTasks(state: StateCore): void {
  for (let i = 2; i < state.tokens.length; i++) {
    const inline = state.tokens[i];
    const item = state.tokens[i - 2];
    if (inline?.type !== "inline" || item?.type !== "list_item_open") continue;
    const first = inline.children?.[0];
    if (first?.type !== "text") continue;
    const found = /^\[([ xX])\][ \u00a0]/.exec(first.content);
    if (found === null) continue;
    first.content = first.content.slice(found[0].length);
    const box = new state.Token("task", "span", 0);
    box.meta = { done: found[1] !== " " };
    inline.children?.unshift(box);
    item.attrJoin("class", "md-task-item");
  }
}

function languageOf(info: string): string {
  return (/^[^\s{:,]+/.exec(info.trim())?.[0] ?? "").toLowerCase();
}

function addCodeRules(md: MarkdownIt): void {
  const escape = md.utils.escapeHtml;
  const fence = (info: string, content: string): string =>
    `<pre class="md-fence" data-language="${escape(languageOf(info))}"><code>${escape(content)}</code></pre>\n`;
  md.renderer.rules["fence"] = (tokens, index) =>
    fence(md.utils.unescapeAll(tokens[index]?.info ?? ""), tokens[index]?.content ?? "");
  md.renderer.rules["code_block"] = (tokens, index) => fence("", tokens[index]?.content ?? "");
  md.renderer.rules["code_inline"] = (tokens, index) =>
    `<code dir="auto">${showReordering(escape(tokens[index]?.content ?? ""))}</code>`;
  md.renderer.rules["text"] = (tokens, index) =>
    escape(withoutReordering(tokens[index]?.content ?? ""));
}

function addLinkRules(md: MarkdownIt): void {
  md.validateLink = (url) => SAFE_LINK.test(url.trim()) || SAFE_IMAGE.test(url.trim());
  md.renderer.rules["link_open"] = (tokens, index, options, _env, self) => {
    const token = tokens[index];
    const href = String(token?.attrGet("href") ?? "");
    if (token === undefined || !SAFE_LINK.test(href)) return "<a>";
    token.attrSet("target", "_blank");
    token.attrSet("rel", "noopener noreferrer nofollow");
    if (token.info !== "auto") token.attrSet("title", href);
    return self.renderToken(tokens, index, options);
  };
}

/**
 * An image inside the text itself is shown. One elsewhere is not fetched unasked, because its address can carry
 * what was said in the conversation to whoever owns the host: a button shows it on demand.
 */
function addImageRule(md: MarkdownIt, labels: MarkdownLabels): void {
  const escape = md.utils.escapeHtml;
  md.renderer.rules["image"] = (tokens, index, options, env, self) => {
    const token = tokens[index];
    const source = String(token?.attrGet("src") ?? "");
    const alt = withoutReordering(self.renderInlineAsText(token?.children ?? [], options, env));
    if (!SAFE_IMAGE.test(source)) return escape(alt);
    if (source.startsWith("data:")) return `<img src="${escape(source)}" alt="${escape(alt)}">`;
    const host = URL.canParse(source) ? new URL(source).host : source;
    const caption = `${alt === "" ? "" : `${alt} · `}${labels.showImage(host)}`;
    return (
      `<button type="button" class="md-image" data-action="show-image" data-source="${escape(source)}"` +
      ` data-alt="${escape(alt)}">${escape(caption)}</button>`
    );
  };
}

function addStructureRules(md: MarkdownIt, labels: MarkdownLabels): void {
  const escape = md.utils.escapeHtml;
  md.renderer.rules["table_open"] = () =>
    `<div class="md-table" tabindex="0" role="region" aria-label="${escape(labels.table)}"><table>\n`;
  md.renderer.rules["table_close"] = () => "</table></div>\n";
  md.renderer.rules["task"] = (tokens, index) => {
    const done = tokens[index]?.meta?.["done"] === true;
    const label = escape(done ? labels.taskDone : labels.taskOpen);
    return `<span class="md-task" data-done="${done}" role="img" aria-label="${label}"></span>`;
  };
}

export function createParser(labels: MarkdownLabels): MarkdownIt {
  const md = new Markdown({ html: false, linkify: true, breaks: false, maxNesting: 60 });
  md.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
  md.use(mathPlugin);
  md.core.ruler.push("tasks", markTasks);
  md.core.ruler.push("dress", dressTokens);
  addCodeRules(md);
  addLinkRules(md);
  addImageRule(md, labels);
  addStructureRules(md, labels);
  return md;
}

export { languageOf };

/**
 * Formulas in Markdown: `$...$` and `\(...\)` in a line, `$$...$$` and `\[...\]` as blocks or in a line.
 *
 * Amounts of money are the danger: "from $5 to $10" holds no formula. A single dollar sign opens only before a
 * non-space, closes only after a non-space and not before a digit, and a text that starts with a number and holds
 * no sign of mathematics is taken for money.
 */
import type { MarkdownIt, StateBlock, StateInline } from "markdown-it";

const DOLLAR = 0x24;
const BACKSLASH = 0x5c;

/** Anything that tells a formula from prose with amounts in it. */
const MATHEMATICAL = /[\\^_=+*/<>{}|~]/;

function looksLikeMoney(content: string): boolean {
  return /^\d/.test(content) && /\s/.test(content) && !MATHEMATICAL.test(content);
}

function findUnescaped(source: string, needle: string, from: number, end: number): number {
  let at = source.indexOf(needle, from);
  while (at >= 0 && at + needle.length <= end) {
    let slashes = 0;
    while (source.charCodeAt(at - 1 - slashes) === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return at;
    at = source.indexOf(needle, at + 1);
  }
  return -1;
}

function pushInline(state: StateInline, tex: string, display: boolean, silent: boolean): void {
  if (silent) return;
  const token = state.push("math", "span", 0);
  token.content = tex;
  token.meta = { display };
}

function inlineDollar(state: StateInline, silent: boolean): boolean {
  const { src, pos, posMax } = state;
  if (src.charCodeAt(pos) !== DOLLAR) return false;
  const fence = src.charCodeAt(pos + 1) === DOLLAR ? "$$" : "$";
  const start = pos + fence.length;
  if (start >= posMax || (fence === "$" && /\s/.test(src.charAt(start)))) return false;
  const end = findUnescaped(src, fence, start, posMax);
  if (end <= start) return false;
  const content = src.slice(start, end);
  if (content.trim() === "") return false;
  if (fence === "$") {
    if (/\s/.test(content.at(-1) ?? "") || /\d/.test(src.charAt(end + 1))) return false;
    if (looksLikeMoney(content)) return false;
  }
  pushInline(state, content.trim(), fence === "$$", silent);
  state.pos = end + fence.length;
  return true;
}

function inlineBackslash(state: StateInline, silent: boolean): boolean {
  const { src, pos, posMax } = state;
  if (src.charCodeAt(pos) !== BACKSLASH) return false;
  const opening = src.charAt(pos + 1);
  if (opening !== "(" && opening !== "[") return false;
  const end = src.indexOf(opening === "(" ? "\\)" : "\\]", pos + 2);
  if (end < 0 || end + 2 > posMax) return false;
  const content = src.slice(pos + 2, end).trim();
  if (content === "") return false;
  pushInline(state, content, opening === "[", silent);
  state.pos = end + 2;
  return true;
}

/**
 * A block between `$$` lines or `\[` lines. A blank line inside ends the attempt, as it does in TeX. While a text is
 * still growing (`env.growing`) an unclosed block at its end is shown as a formula being written; in a finished text
 * it is prose.
 */
function mathBlock(
  state: StateBlock,
  startLine: number,
  endLine: number,
  silent: boolean,
): boolean {
  const lineStart = (line: number) => (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
  const lineEnd = (line: number) => state.eMarks[line] ?? 0;
  if ((state.sCount[startLine] ?? 0) - state.blkIndent >= 4) return false;
  const first = state.src.slice(lineStart(startLine), lineEnd(startLine));
  const opening = first.slice(0, 2);
  if (opening !== "$$" && opening !== "\\[") return false;
  const closing = opening === "$$" ? "$$" : "\\]";
  const content: string[] = [];
  let closed = false;
  let line = startLine;
  for (; line < endLine && !closed; line++) {
    const whole = state.src.slice(lineStart(line), lineEnd(line));
    const text = line === startLine ? whole.slice(2) : whole;
    if (line > startLine && text.trim() === "") return false;
    const at = text.indexOf(closing);
    if (at >= 0 && text.slice(at + 2).trim() !== "") return false;
    closed = at >= 0;
    content.push(closed ? text.slice(0, at) : text);
  }
  if (!closed && !(state.env["growing"] === true && line === state.lineMax)) return false;
  const tex = content.join("\n").trim();
  if (tex === "" && closed) return false;
  if (silent) return true;
  const token = state.push(closed ? "math_block" : "math_draft", "div", 0);
  token.content = tex;
  token.meta = { display: true };
  token.map = [startLine, line];
  token.block = true;
  state.line = line;
  return true;
}

export function mathPlugin(md: MarkdownIt): void {
  md.inline.ruler.before("escape", "math_backslash", inlineBackslash);
  md.inline.ruler.after("escape", "math_dollar", inlineDollar);
  md.block.ruler.before("fence", "math_block", mathBlock, {
    alt: ["paragraph", "reference", "blockquote", "list"],
  });
  const escape = md.utils.escapeHtml;
  const placeholder = (tag: string, tex: string, display: boolean): string =>
    `<${tag} class="md-math" data-tex="${escape(tex)}" data-display="${display}">${escape(tex)}</${tag}>`;
  md.renderer.rules["math"] = (tokens, index) => {
    const token = tokens[index];
    return placeholder("span", token?.content ?? "", token?.meta?.["display"] === true);
  };
  md.renderer.rules["math_block"] = (tokens, index) =>
    placeholder("div", tokens[index]?.content ?? "", true);
  md.renderer.rules["math_draft"] = (tokens, index) =>
    `<div class="md-math-draft">${escape(tokens[index]?.content ?? "")}</div>`;
}

/**
 * Splits a growing Markdown text into blocks. A block is closed as soon as nothing that may still come can change it;
 * closed blocks are parsed and rendered once. Only the open tail is parsed again when the text grows, and a code
 * block being written is not parsed at all, so that following a stream costs what is new in it.
 */
import type { Env, MarkdownIt, Token } from "markdown-it";
import { languageOf } from "./parser";

export type Block =
  | { readonly kind: "html"; readonly html: string; readonly source: string }
  | { readonly kind: "code"; readonly language: string; readonly code: string };

export interface BlockUpdate {
  /** The text is not a continuation of the former one: every block shown so far is void. */
  readonly restarted: boolean;
  /** Blocks closed by this update, in order after those closed before. */
  readonly closed: readonly Block[];
  /** What is still open, usually one block. */
  readonly open: readonly Block[];
  /** Closed blocks, by their number, whose links were defined only after them. */
  readonly revised: ReadonlyMap<number, Block>;
}

interface OpenFence {
  readonly closing: RegExp;
  readonly language: string;
  readonly codeStart: number;
  /** Everything before this offset is known to hold no closing line. */
  scanned: number;
}

interface Group {
  readonly tokens: readonly Token[];
  readonly startLine: number;
}

const OPENING_FENCE = /^(`{3,}|~{3,})([^\n]*)\n/;
const DEFINITION = /^ {0,3}\[[^\]\n]+\]:/m;

function groupTokens(tokens: readonly Token[]): readonly Group[] {
  const groups: Group[] = [];
  let from = 0;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] as Token;
    if (token.level !== 0 || token.nesting === 1) continue;
    const group = tokens.slice(from, i + 1);
    groups.push({ tokens: group, startLine: group[0]?.map?.[0] ?? 0 });
    from = i + 1;
  }
  return groups;
}

function lineOffsets(text: string): readonly number[] {
  const offsets = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) offsets.push(at + 1);
  return offsets;
}

export class BlockSplitter {
  readonly #md: MarkdownIt;
  #text = "";
  #consumed = 0;
  #fence: OpenFence | null = null;
  #references: NonNullable<Env["references"]> = {};
  #closed: Block[] = [];
  /** How many times a block was turned into HTML; what the cost of a stream is measured by. */
  renders = 0;

  constructor(md: MarkdownIt) {
    this.#md = md;
  }

  /**
   * Takes the whole text so far.
   *
   * @param done nothing more will come: everything is closed
   */
  update(text: string, done: boolean): BlockUpdate {
    const known = Math.max(this.#consumed, this.#fence?.scanned ?? 0);
    const restarted = !text.startsWith(this.#text.slice(0, known));
    if (restarted) this.#reset();
    this.#text = text;
    const closed: Block[] = [];
    const revised = new Map<number, Block>();
    const open = this.#advance(closed, revised, done);
    this.#closed.push(...closed);
    return { restarted, closed, open, revised };
  }

  #reset(): void {
    this.#consumed = 0;
    this.#fence = null;
    this.#references = {};
    this.#closed = [];
  }

  #advance(closed: Block[], revised: Map<number, Block>, done: boolean): readonly Block[] {
    for (;;) {
      this.#skipBlankLines();
      this.#openFence();
      if (this.#fence !== null) {
        const block = this.#followFence(this.#fence, done);
        if (this.#fence !== null) return [block];
        closed.push(block);
        continue;
      }
      const before = this.#consumed;
      const open = this.#parseTail(closed, revised, done);
      if (this.#consumed === before || !OPENING_FENCE.test(this.#tail())) return open;
    }
  }

  #tail(): string {
    return this.#text.slice(this.#consumed);
  }

  #skipBlankLines(): void {
    const blank = /^(?:[ \t]*\n)+/.exec(this.#tail().slice(0, 1000));
    if (this.#fence === null && blank !== null) this.#consumed += blank[0].length;
  }

  #openFence(): void {
    if (this.#fence !== null) return;
    const found = OPENING_FENCE.exec(this.#tail());
    if (found === null) return;
    const marker = found[1] as string;
    const info = found[2] as string;
    if (marker.startsWith("`") && info.includes("`")) return; // inline code, not a fence
    const codeStart = this.#consumed + found[0].length;
    this.#fence = {
      closing: new RegExp(`^ {0,3}${marker[0]}{${marker.length},}[ \\t]*$`),
      language: languageOf(this.#md.utils.unescapeAll(info)),
      codeStart,
      scanned: codeStart,
    };
  }

  #followFence(fence: OpenFence, done: boolean): Block {
    const text = this.#text;
    for (;;) {
      const newline = text.indexOf("\n", fence.scanned);
      const lineEnd = newline < 0 ? text.length : newline;
      const complete = newline >= 0 || done;
      if (complete && fence.closing.test(text.slice(fence.scanned, lineEnd))) {
        const code = text.slice(fence.codeStart, fence.scanned);
        this.#fence = null;
        this.#consumed = newline < 0 ? lineEnd : lineEnd + 1;
        this.renders++;
        return { kind: "code", language: fence.language, code };
      }
      if (newline < 0) break;
      fence.scanned = newline + 1;
    }
    const mayClose = !done && /^ {0,3}[`~]+[ \t]*$/.test(text.slice(fence.scanned));
    const code = text.slice(fence.codeStart, mayClose ? fence.scanned : text.length);
    if (done) {
      this.#fence = null;
      this.#consumed = text.length;
      this.renders++;
    }
    return { kind: "code", language: fence.language, code };
  }

  #parseTail(closed: Block[], revised: Map<number, Block>, done: boolean): readonly Block[] {
    const tail = this.#tail();
    if (tail === "") return [];
    const env: Env = { growing: !done, references: { ...this.#references } };
    const offsets = lineOffsets(tail);
    const groups = groupTokens(this.#md.parse(tail, env));
    const completeLines = offsets.length - 1;
    // The last block may still change its predecessor while its first two lines are incomplete: a table starts with
    // its second line, and "#" becomes "#word".
    let settled = groups.length;
    if (!done) {
      settled = groups.findLastIndex((group) => group.startLine + 2 <= completeLines);
      // A formula that may yet turn out to be prose would join the paragraph before it.
      if (groups.at(-1)?.tokens[0]?.type === "math_draft") settled = groups.length - 2;
      settled = Math.max(0, settled);
    }
    const blocks = groups.map((group, i) => {
      const next = groups[i + 1];
      const end = next === undefined ? tail.length : offsets[next.startLine];
      return this.#render(group, tail.slice(offsets[group.startLine], end), env);
    });
    closed.push(...blocks.slice(0, settled));
    const firstOpen = groups[settled];
    const consumed = done
      ? tail.length
      : firstOpen === undefined
        ? 0
        : (offsets[firstOpen.startLine] ?? 0);
    this.#define(tail.slice(0, consumed), revised);
    this.#consumed += consumed;
    return blocks.slice(settled);
  }

  #render(group: Group, source: string, env: Env): Block {
    this.renders++;
    const only = group.tokens.length === 1 ? group.tokens[0] : undefined;
    if (only?.type === "fence") {
      const language = languageOf(this.#md.utils.unescapeAll(only.info));
      return { kind: "code", language, code: only.content };
    }
    const html = this.#md.renderer.render([...group.tokens], this.#md.options, env);
    return { kind: "html", html, source };
  }

  /** Takes over link definitions from text that is settled, and renders again what had waited for them. */
  #define(settledText: string, revised: Map<number, Block>): void {
    if (!DEFINITION.test(settledText)) return;
    const env: Env = { references: { ...this.#references } };
    this.#md.parse(settledText, env);
    const known = Object.keys(this.#references).length;
    this.#references = env.references ?? {};
    if (Object.keys(this.#references).length === known) return;
    this.#closed.forEach((block, number) => {
      if (block.kind !== "html" || !block.source.includes("[")) return;
      const html = this.#md.render(block.source, { references: { ...this.#references } });
      if (html === block.html) return;
      this.renders++;
      const changed: Block = { ...block, html };
      this.#closed[number] = changed;
      revised.set(number, changed);
    });
  }
}

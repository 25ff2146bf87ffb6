/** Colours code away from the page's own thread. */
import { createCssVariablesTheme, createHighlighterCore, type HighlighterCore } from "shiki/core";
import { createJavaScriptRegexEngine } from "shiki/engine/javascript";
import { GRAMMARS } from "./grammars";
import { canonicalLanguage } from "./languages";
import type { HighlightedLine, HighlightReply, HighlightRequest } from "./tokens";

const THEME = "tokens";
const VARIABLE = /^var\(--tok-token-([a-z-]+)\)$/;

/** Beyond this a block stays plain: colouring would take seconds. Characters. */
const LONGEST = 200_000;

let highlighter: Promise<HighlighterCore> | null = null;

function loadHighlighter(): Promise<HighlighterCore> {
  highlighter ??= createHighlighterCore({
    themes: [createCssVariablesTheme({ name: THEME, variablePrefix: "--tok-" })],
    langs: [],
    engine: createJavaScriptRegexEngine({ forgiving: true }),
  });
  return highlighter;
}

async function highlight(language: string, code: string): Promise<HighlightedLine[] | null> {
  const id = canonicalLanguage(language);
  const grammar = id === null ? undefined : GRAMMARS[id];
  if (id === null || grammar === undefined || code.length > LONGEST) return null;
  const shiki = await loadHighlighter();
  if (!shiki.getLoadedLanguages().includes(id)) await shiki.loadLanguage(await grammar());
  const lines = shiki.codeToTokensBase(code.replace(/\n$/, ""), { lang: id, theme: THEME });
  return lines.map((line) =>
    line.map((token) => [VARIABLE.exec(token.color ?? "")?.[1] ?? "", token.content] as const),
  );
}

async function answer({ id, language, code }: HighlightRequest): Promise<void> {
  const lines = await highlight(language, code).catch(() => null);
  const reply: HighlightReply = { id, lines };
  self.postMessage(reply, {});
}

self.addEventListener("message", (event: MessageEvent<HighlightRequest>) => {
  void answer(event.data);
});

/** Draws formulas. KaTeX and its fonts are fetched with the first formula, and never before. */
import type katexModule from "katex";

type Katex = typeof katexModule;

let katex: Katex | null = null;
let loading: Promise<Katex | null> | null = null;

/** Largest source that is drawn, in characters; longer ones stay text. */
const LONGEST = 5_000;

function loadKatex(): Promise<Katex | null> {
  loading ??= Promise.all([import("katex"), import("katex/dist/katex.min.css")])
    .then(([loaded]) => (katex = loaded.default))
    .catch(() => null);
  return loading;
}

/**
 * KaTeX builds elements and sets their styles through the object model, which a strict `style-src` allows. Its source
 * may not link, load or style anything (`trust: false`), and cannot expand without end.
 */
function draw(library: Katex, target: HTMLElement): void {
  const tex = target.dataset["tex"] ?? "";
  if (target.dataset["drawn"] === "true" || tex.length > LONGEST) return;
  target.dataset["drawn"] = "true";
  try {
    library.render(tex, target, {
      displayMode: target.dataset["display"] === "true",
      throwOnError: true,
      trust: false,
      strict: "ignore",
      maxExpand: 200,
      maxSize: 20,
    });
  } catch {
    target.classList.add("md-math-failed");
    target.textContent = tex;
  }
}

async function drawLater(root: ParentNode, whenDrawn: () => void): Promise<void> {
  const library = await loadKatex();
  if (library === null) return;
  drawAll(library, root);
  whenDrawn();
}

function drawAll(library: Katex, root: ParentNode): void {
  for (const target of root.querySelectorAll<HTMLElement>(UNDRAWN)) draw(library, target);
}

const UNDRAWN = ".md-math:not([data-drawn])";

/** Draws all formulas under an element, now or when the library has arrived. */
export function drawFormulas(root: ParentNode, whenDrawn: () => void): void {
  if (root.querySelector(UNDRAWN) === null) return;
  if (katex === null) void drawLater(root, whenDrawn);
  else drawAll(katex, root);
}

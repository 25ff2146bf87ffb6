// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from "vitest";
import { BlockSplitter, type Block } from "./blocks";
import { codeOf, paintCode, buildCodeBlock } from "./code";
import { createParser, type MarkdownLabels } from "./parser";
import { MarkdownView } from "./view";

const labels: MarkdownLabels = {
  copy: "Copy",
  copied: "Copied",
  plainText: "Text",
  table: "Table",
  taskDone: "Done",
  taskOpen: "Not done",
  showImage: (host) => `Show image from ${host}`,
  imageFailed: "Not loaded",
};
const md = createParser(labels);

function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function shown(text: string): HTMLElement {
  const root = document.createElement("div");
  document.body.append(root);
  new MarkdownView(root, md, labels, () => {}).update(text, true);
  return root;
}

/** The text grown by random steps, as a stream delivers it. */
function grown(text: string, seed: number, longest = 9): { root: HTMLElement; view: MarkdownView } {
  const next = random(seed);
  const root = document.createElement("div");
  document.body.append(root);
  const view = new MarkdownView(root, md, labels, () => {});
  for (let at = 0; at < text.length;) {
    at += 1 + Math.floor(next() * longest);
    view.update(text.slice(0, at), false);
  }
  view.update(text, true);
  return { root, view };
}

const SAMPLES: readonly string[] = [
  "Hello *world* and **strong** text with `code`.",
  "# Title\nText under it\n\n## Second\nmore",
  "para\n#word is no heading\npara again\n\nnext",
  "Setext\n===\n\nand\n---\nrest",
  "- one\n- two\n  - nested\n\n  loose\n- three\n\nafter",
  "1. first\n\n   ```js\n   let a = 1;\n   ```\n2. second\n\nend",
  "- [ ] open\n- [x] done\n\ntext",
  "intro\n| a | b |\n|---|--:|\n| 1 | 2 |\n| 3 | 4 |\n\nafter",
  "para\n|a|b|\n|--x\nstill text\n",
  "```java\nclass A {}\n\n# not a heading\n```\nafter\n\n~~~\n```\n~~~\nend",
  "before\n\n```\nunclosed\n\ncode",
  "````md\n```js\nx\n```\n````\ntail",
  "```ts\na\n``\n```\nend",
  "> quote\n> more\nlazy\n\nout",
  "text\n\n    indented code\n\n    more\n\nback",
  "See [a] and [b][a].\n\nMore text here\n\nand more\n\n[a]: https://example.org/a\n\nlast [a]",
  "sum $a+b$ and $$c^2$$ done\n\n$$\nx\n- y\n= z\n$$\nafter\n\n\\[ q \\]\n\n\\(r\\)",
  "text\n$$\nx\n\nnot a formula\n\nend $",
  "$$\nnever closed\n- a\n- b",
  "* * *\n\n***\ntext\n___",
  "a\\\nb  \nc\n\n![alt](https://example.org/x.png) ![d](data:image/png;base64,AAAA)",
  "\n\n\n  \nleading blank lines\n\n\n\n",
  "<div onclick=alert(1)>\n\n<script>alert(1)</script>\n\ntext",
  "```\n```\n\n```js",
  "tab\tand\n\ttab code\n",
  "עברית **bold**\n\nالعربية `code`",
];

beforeEach(() => document.body.replaceChildren());

describe("the incremental renderer", () => {
  it("shows the same for a text that grew as for the whole text, however it was cut", () => {
    const next = random(99);
    for (let round = 0; round < 90; round++) {
      const count = 1 + Math.floor(next() * 4);
      const pick = () => SAMPLES[Math.floor(next() * SAMPLES.length)] as string;
      const text = Array.from({ length: round < SAMPLES.length ? 1 : count }, (_, i) =>
        round < SAMPLES.length && i === 0 ? (SAMPLES[round] as string) : pick(),
      ).join(next() < 0.7 ? "\n\n" : "\n");
      const whole = shown(text);
      const { root } = grown(text, round + 1);
      root.normalize();
      whole.normalize();
      if (!root.isEqualNode(whole))
        expect(root.innerHTML, JSON.stringify(text)).toBe(whole.innerHTML);
    }
  }, 30_000);

  it("renders what a single parse of the text gives", () => {
    for (const text of SAMPLES) {
      const visible = shown(text).textContent.replace(/CopyText|Copy/g, "");
      const reference = document.createElement("div");
      reference.innerHTML = md.render(text);
      const strip = (value: string) => value.replace(/\s+/g, "");
      for (const piece of reference.textContent.split(/\s+/)) {
        expect(strip(visible)).toContain(strip(piece));
      }
    }
  });

  it("renders each closed block once: the work is bounded by the text, not by its square", () => {
    const paragraphs = 200;
    const text = Array.from(
      { length: paragraphs },
      (_, i) => `Paragraph ${i} with some words in it.`,
    ).join("\n\n");
    const steps = Math.ceil(text.length / 5);
    const { view } = grown(text, 3, 9);
    // One or two open blocks for each step, and once more for each block when it closes.
    expect(view.renders).toBeLessThan(steps * 2.5 + paragraphs * 2);
  });

  it("never renders a code block while it is being written", () => {
    const splitter = new BlockSplitter(md);
    let text = "```java\n";
    splitter.update(text, false);
    const before = splitter.renders;
    for (let i = 0; i < 1000; i++) {
      text += `line ${i};\n`;
      splitter.update(text, false);
    }
    expect(splitter.renders - before).toBe(0);
    expect(splitter.update(`${text}\`\`\`\n`, false).closed).toHaveLength(1);
  });

  it("touches no element of a closed block", async () => {
    const root = document.createElement("div");
    document.body.append(root);
    const view = new MarkdownView(root, md, labels, () => {});
    view.update("# One\n\nTwo\n\nThree\n\nFour and", false);
    const changes: MutationRecord[] = [];
    const observer = new MutationObserver((records) => changes.push(...records));
    observer.observe(root, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
    view.update("# One\n\nTwo\n\nThree\n\nFour and more", false);
    changes.push(...observer.takeRecords());
    observer.disconnect();
    const last = root.lastElementChild as Element;
    expect(changes.length).toBeGreaterThan(0);
    expect(changes.every((change) => last.contains(change.target))).toBe(true);
    expect(last.textContent.trim()).toBe("Four and more");
  });

  it("starts again when the text is another one", () => {
    const root = document.createElement("div");
    const view = new MarkdownView(root, md, labels, () => {});
    view.update("first\n\nsecond\n\nthird", false);
    view.update("other\n\nthing", true);
    expect(root.innerHTML).toBe(shown("other\n\nthing").innerHTML);
  });

  it("fills links whose definition comes later", () => {
    const { root } = grown(
      "See [docs].\n\nMore.\n\nEven more.\n\n[docs]: https://example.org/\n\nEnd.\n\nX",
      5,
    );
    expect(root.querySelector("a")?.getAttribute("href")).toBe("https://example.org/");
  });
});

describe("what the renderer makes of Markdown", () => {
  it("wraps tables, aligns without style attributes", () => {
    const root = shown("| a | b |\n|:--|--:|\n| 1 | 2 |");
    expect(root.querySelector(".md-table")?.getAttribute("tabindex")).toBe("0");
    expect(root.querySelector("td.md-align-right")?.textContent).toBe("2");
    expect(root.querySelector("[style]")).toBeNull();
  });

  it("marks tasks", () => {
    const boxes = shown("- [ ] a\n- [x] b\n- [y] c").querySelectorAll(".md-task");
    expect([...boxes].map((box) => box.getAttribute("aria-label"))).toEqual(["Not done", "Done"]);
  });

  it("builds code blocks with language and copy button, in lists too", () => {
    const root = shown("```ts\nlet a;\n```\n\n- x\n\n  ```py\n  b\n  ```\n\n```\nplain\n```");
    const names = [...root.querySelectorAll(".md-code-language")].map((each) => each.textContent);
    expect(names).toEqual(["TypeScript", "Python", "Text"]);
    expect(root.querySelectorAll("[data-action=copy]")).toHaveLength(3);
    expect(codeOf(root.querySelector(".md-code") as Element)).toBe("let a;\n");
  });

  it("paints a code block only with the same text", () => {
    const block = buildCodeBlock("ts", "let a;\n", labels);
    paintCode(block, [
      [
        ["keyword", "let"],
        ["", " a;"],
      ],
    ]);
    expect(block.querySelector(".tok-keyword")?.textContent).toBe("let");
    paintCode(block, [[["keyword", "changed"]]]);
    expect(codeOf(block)).toBe("let a;");
  });

  it.each([
    ["It costs $5 or $10 today", 0],
    ["from $5 to $10", 0],
    ["$5-$10", 0],
    ["between $100 (low) and 200$ (high)", 0],
    ["I have $20 and you have 30$.", 0],
    ["US$ 5 and A$ 6", 0],
    ["escaped \\$a\\$ no", 0],
    ["`$a$` in code", 0],
    ["a $ b $ c", 0],
    ["the $x$ axis", 1],
    ["$a_1$, $b$ and \\(c\\)", 3],
    ["$2x + 1$", 1],
    ["inline $$x^2$$ display", 1],
    ["\\[ E = mc^2 \\]", 1],
    ["$$\na\n$$", 1],
    ["$\\frac{1}{2}$", 1],
  ])("tells formulas from money: %s", (text, count) => {
    expect(shown(text).querySelectorAll("[data-tex]")).toHaveLength(count);
  });
});

describe("hostile Markdown", () => {
  const HOSTILE: readonly string[] = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](vbscript:msgbox)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    '![x" onerror="alert(1)](https://e.org/x.png)',
    '[x](https://e.org/"onmouseover="alert(1))',
    "<javascript:alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "[x]: javascript:alert(1)\n\n[x]",
    '```"><script>alert(1)</script>\ncode\n```',
    "$\\href{javascript:alert(1)}{x}$",
    '$"><img src=x onerror=alert(1)>$',
    "| <script>alert(1)</script> |\n|---|\n| <b onclick=alert(1)> |",
    "<style>*{display:none}</style>",
    "<form action=https://e.org><input name=q></form>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
  ];

  it.each(HOSTILE)("is harmless: %s", (text) => {
    const root = shown(text);
    expect(
      root.querySelector("script,style,iframe,svg,form,input,object,embed,link,meta"),
    ).toBeNull();
    for (const element of root.querySelectorAll("*")) {
      for (const { name, value } of element.attributes) {
        expect(name.startsWith("on")).toBe(false);
        expect(name).not.toBe("style");
        if (["href", "src"].includes(name))
          expect(value).toMatch(/^(https?:|mailto:|tel:|data:image\/png)/);
      }
    }
  });

  it("opens links apart from this page and shows where they lead", () => {
    const link = shown("[bank](https://evil.example/x)").querySelector("a");
    expect(link?.getAttribute("target")).toBe("_blank");
    expect(link?.getAttribute("rel")).toContain("noopener");
    expect(link?.getAttribute("title")).toBe("https://evil.example/x");
  });

  it("does not make links of file names", () => {
    expect(shown("see README.md and main.rs").querySelector("a")).toBeNull();
  });

  it("does not fetch images unasked", () => {
    const root = shown("![chart](https://tracker.example/p.png?said=secret)");
    expect(root.querySelector("img")).toBeNull();
    expect(root.querySelector("[data-action=show-image]")?.textContent).toContain(
      "tracker.example",
    );
  });

  it("keeps text from reordering itself", () => {
    const root = shown("safe\u202Egnp.exe and `a\u202Eb`\n\n```c\nif (x\u2066) {}\n```");
    expect(root.querySelector("p")?.textContent).toBe("safegnp.exe and aU+202Eb");
    expect(root.querySelector(".md-code .md-control")?.getAttribute("data-name")).toBe("U+2066");
    expect(codeOf(root.querySelector(".md-code") as Element)).toContain("\u2066");
  });

  it("shows a table of 2,000 rows", () => {
    const rows = Array.from({ length: 2000 }, (_, i) => `| ${i} | x |`).join("\n");
    expect(shown(`| a | b |\n|---|---|\n${rows}`).querySelectorAll("tbody tr")).toHaveLength(2000);
  });

  it.each([
    ["deep quotes", ">".repeat(5000) + " x"],
    ["deep lists", Array.from({ length: 300 }, (_, i) => `${"  ".repeat(i)}- x`).join("\n")],
    ["many brackets", "[".repeat(20_000)],
    ["many stars", "*a ".repeat(10_000)],
    ["many backticks", "`".repeat(9_999) + " a"],
    ["many dollars", "$ ".repeat(10_000)],
    ["one endless word", "x".repeat(200_000)],
  ])("survives %s", (_name, text) => {
    expect(shown(text).textContent.length).toBeGreaterThan(0);
  });
});

describe("the splitter", () => {
  it("hides a closing fence that is still being written", () => {
    const splitter = new BlockSplitter(md);
    const open = splitter.update("```js\na\n``", false).open[0] as Block;
    expect(open).toEqual({ kind: "code", language: "js", code: "a\n" });
  });
});

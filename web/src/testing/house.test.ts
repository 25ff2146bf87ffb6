// @vitest-environment node
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import en from "@/i18n/en.json";
import {
  directionFaults,
  keyTemplates,
  literalTexts,
  rawColours,
  stringLiterals,
  type SourceFile,
} from "./house";

const root = new URL("..", import.meta.url).pathname;

const files: SourceFile[] = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name))
  .map((path) => ({ path: relative(root, path), text: readFileSync(path, "utf8") }));
const sources = files.filter(({ path }) => /\.tsx?$/.test(path) && !path.endsWith(".d.ts"));
const product = sources.filter(
  ({ path }) => !path.startsWith("testing/") && !/\.test\.tsx?$/.test(path),
);

/** `models.count` for `models.count_one`. */
const stem = (key: string) => key.replace(/_(one|other)$/, "");

describe("the directions between floors and features", () => {
  it("hold", () => expect(sources.flatMap(directionFaults)).toEqual([]));

  it.each([
    ["ui/Bad.tsx", 'import { api } from "@/api";'],
    ["api/bad.ts", 'import { Button } from "../ui/Button";'],
    ["lib/bad.ts", 'export { t } from "@/i18n";'],
    ["features/models/bad.ts", 'import { Shell } from "@/app/shell/Shell";'],
    ["features/models/bad.ts", 'import { useConversation } from "@/features/conversations";'],
    ["features/conversations/bad.ts", 'import { buildCatalog } from "@/features/models/catalog";'],
    ["features/unknown/bad.ts", 'import { useUser } from "@/features/auth";'],
    ["app/bad.ts", 'const lazy = () => import("@/features/chat/components/ChatView");'],
    ["app/bad.ts", 'import { FakeServer } from "@/testing/fakeServer";'],
  ])("are broken by %s with %s", (path, text) => {
    expect(directionFaults({ path, text })).toHaveLength(1);
  });

  it("allow what they should", () => {
    const text =
      'import { useUser } from "@/features/auth"; import { Icon } from "@/ui"; import { a } from "../state"; import r from "react";';
    expect(directionFaults({ path: "features/models/components/Good.tsx", text })).toEqual([]);
  });
});

describe("texts", () => {
  it("all go through the catalogue", () => expect(product.flatMap(literalTexts)).toEqual([]));

  it.each(["<p>Hello there</p>", '<img alt="A cat" />', '<Button label="Close" />'])(
    "would be found in %s",
    (jsx) => {
      expect(literalTexts({ path: "ui/Bad.tsx", text: `const bad = ${jsx};` })).toHaveLength(1);
    },
  );

  it("use every key of the catalogue", () => {
    const used = new Set(product.flatMap((file) => [...stringLiterals(file)]));
    const templates = product.flatMap(keyTemplates);
    const unused = Object.keys(en)
      .map(stem)
      .filter((key) => !used.has(key) && !templates.some((template) => template.test(key)));
    expect(unused).toEqual([]);
  });

  it("miss no key of the catalogue", () => {
    // TypeScript holds keys in calls of t(); this finds the ones in tables, by their family.
    const known = new Set(Object.keys(en).map(stem));
    const families = new Set([...known].map((key) => key.split(".")[0]));
    const missing = product.flatMap((file) =>
      [...stringLiterals(file)].filter(
        (text) =>
          /^[a-z]\w*(\.\w+)+$/i.test(text) && families.has(text.split(".")[0]) && !known.has(text),
      ),
    );
    // Names of stored records share a family's first word; nothing else may.
    expect(missing).toEqual([]);
  });

  it("have both plural forms or none", () => {
    const keys = new Set(Object.keys(en));
    const halves = [...keys].filter(
      (key) =>
        key !== stem(key) && !(keys.has(`${stem(key)}_one`) && keys.has(`${stem(key)}_other`)),
    );
    expect(halves).toEqual([]);
  });

  it("are none of them empty", () => {
    expect(Object.entries(en).filter(([, text]) => text.trim() === "")).toEqual([]);
  });
});

describe("colours", () => {
  it("come from the tokens", () => {
    const checked = files.filter(
      ({ path }) =>
        /\.(css|tsx?)$/.test(path) &&
        path !== "ui/tokens.css" &&
        !path.startsWith("testing/") &&
        !/\.test\.tsx?$/.test(path),
    );
    expect(checked.flatMap(rawColours)).toEqual([]);
  });

  it.each(["color: #fff;", 'fill="#8a2a62"', "background: rgb(0 0 0)", "oklch(0.5 0.1 30)"])(
    "would be found in %s",
    (text) => {
      expect(rawColours({ path: "ui/bad.css", text })).toHaveLength(1);
    },
  );
});

import { parseSync } from "vite";

/** A source file by its path below `src/`, such as `ui/Button.tsx`. */
export interface SourceFile {
  path: string;
  text: string;
}

/** The order in which features may use each other: each only those before it, through their `index.ts`. */
export const featureOrder = [
  "auth",
  "settings",
  "administration",
  "files",
  "account",
  "people",
  "presets",
  "models",
  "memories",
  "prompts",
  "agents",
  "conversations",
  "chat",
  "search",
  "share",
  "transfer",
];

/** What each floor may use besides itself. */
const floors: Record<string, readonly string[]> = {
  lib: [],
  i18n: ["lib"],
  ui: ["lib", "i18n"],
  api: ["lib", "i18n"],
  features: ["api", "ui", "lib", "i18n"],
  app: ["features", "api", "ui", "lib", "i18n"],
  testing: ["app", "features", "api", "ui", "lib", "i18n"],
};

/** Attributes whose text a reader sees or hears. */
const spokenAttributes = new Set([
  "alt",
  "aria-label",
  "aria-description",
  "label",
  "placeholder",
  "title",
]);

interface Node {
  type: string;
  [field: string]: unknown;
}

function programOf({ path, text }: SourceFile): Node {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} does not parse`);
  return program as unknown as Node;
}

function visit(node: unknown, see: (node: Node) => void): void {
  if (Array.isArray(node)) {
    for (const item of node) visit(item, see);
  } else if (typeof node === "object" && node !== null) {
    if (typeof (node as Node).type === "string") see(node as Node);
    for (const value of Object.values(node)) visit(value, see);
  }
}

function literal(node: unknown): string | undefined {
  const { type, value } = (node ?? {}) as { type?: string; value?: unknown };
  return type === "Literal" && typeof value === "string" ? value : undefined;
}

/** Where a file imports from, static or not. */
function importsOf(file: SourceFile): string[] {
  const found: string[] = [];
  visit(programOf(file), (node) => {
    if (/^(Import|ExportNamed|ExportAll)Declaration$|^ImportExpression$/.test(node.type)) {
      const source = literal(node["source"]);
      if (source !== undefined) found.push(source);
    }
  });
  return found;
}

/** The path below `src/` that an import means; undefined for packages. */
function resolve(from: string, source: string): string | undefined {
  if (source.startsWith("@/")) return source.slice(2);
  if (!source.startsWith(".")) return undefined;
  return new URL(source, `file:///${from}`).pathname.slice(1);
}

/** Imports that go up the floors, sideways past an `index.ts`, or against the order of the features. */
export function directionFaults(file: SourceFile): string[] {
  const [floor = "", feature] = file.path.split("/");
  const isTest = /\.test\.tsx?$/.test(file.path);
  return importsOf(file).flatMap((source) => {
    const target = resolve(file.path, source);
    if (target === undefined) return [];
    const [targetFloor = "", targetFeature = "", ...inside] = target.split("/");
    const fault = (why: string) => [`${file.path} -> ${target}: ${why}`];
    if (targetFloor === "testing" && (isTest || floor === "testing")) return [];
    if (targetFloor !== floor && !(floors[floor] ?? []).includes(targetFloor)) {
      return fault(`${floor} may not use ${targetFloor}`);
    }
    if (targetFloor !== "features" || (floor === "features" && feature === targetFeature))
      return [];
    if (inside.length > 0) return fault("a feature is reached through its index.ts");
    if (floor !== "features") return [];
    const mine = featureOrder.indexOf(feature ?? "");
    const other = featureOrder.indexOf(targetFeature);
    if (mine < 0 || other < 0) return fault("a feature is missing in featureOrder");
    return other < mine ? [] : fault(`${feature} may not use ${targetFeature}`);
  });
}

/** Words in JSX that bypass the language catalogue. */
export function literalTexts(file: SourceFile): string[] {
  const faults: string[] = [];
  const check = (text: string) => {
    if (/\p{L}{2}/u.test(text)) faults.push(`${file.path}: "${text.trim()}"`);
  };
  visit(programOf(file), (node) => {
    if (node.type === "JSXText") check(String(node["value"]));
    if (node.type !== "JSXAttribute") return;
    const { name } = node["name"] as { name?: unknown };
    const text = literal(node["value"]);
    if (typeof name === "string" && spokenAttributes.has(name) && text !== undefined) check(text);
  });
  return faults;
}

/** Every string literal of a file: the candidates for catalogue keys. */
export function stringLiterals(file: SourceFile): Set<string> {
  const found = new Set<string>();
  visit(programOf(file), (node) => {
    const text = literal(node);
    if (text !== undefined) found.add(text);
  });
  return found;
}

/** The shapes of template literals that begin like a key, such as `chat.failure.title.${kind}`. */
export function keyTemplates(file: SourceFile): RegExp[] {
  const found: RegExp[] = [];
  visit(programOf(file), (node) => {
    if (node.type !== "TemplateLiteral") return;
    const texts = (node["quasis"] as { value: { cooked: string } }[]).map(
      ({ value }) => value.cooked,
    );
    if (!/^[a-z]\w*\./i.test(texts[0] ?? "")) return;
    const parts = texts.map((text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    found.push(new RegExp(`^${parts.join("\\w+")}$`));
  });
  return found;
}

/** Colours written down outside the tokens. */
export function rawColours({ path, text }: SourceFile): string[] {
  const withoutComments = text.replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, "");
  const found = withoutComments.match(
    /(?<![\w&/-])#(?:[\da-f]{8}|[\da-f]{6}|[\da-f]{3,4})\b|\b(?:rgba?|hsla?|oklch|oklab)\(/gi,
  );
  return (found ?? []).map((colour) => `${path}: ${colour}`);
}

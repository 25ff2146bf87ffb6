/** What a prompt asks for before it is used. */
export interface Variable {
  name: string;
  /** The answers to choose from; empty where anything may be typed. */
  options: readonly string[];
}

/** A piece of a prompt's text: plain, or something that is filled in. */
export interface Piece {
  text: string;
  /** Where it begins in the whole text. */
  at: number;
  kind: "text" | "variable" | "special";
}

const PLACEHOLDER = /\{\{([^{}\n]{1,500})\}\}/g;

const specials: Record<string, (now: Date, user: string) => string> = {
  current_date: (now) => day(now),
  current_datetime: (now) =>
    `${day(now)} ${two(now.getHours())}:${two(now.getMinutes())}:${two(now.getSeconds())}`,
  iso_datetime: (now) => now.toISOString(),
  current_user: (_, user) => user,
};

const two = (number: number) => String(number).padStart(2, "0");
const day = (date: Date) =>
  `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
const isSpecial = (name: string) => Object.hasOwn(specials, name.trim().toLowerCase());

/** `{{name}}` or `{{name:one|two}}`, without the braces. */
function parse(inside: string): Variable {
  const colon = inside.indexOf(":");
  if (colon < 0) return { name: inside.trim(), options: [] };
  const options = inside
    .slice(colon + 1)
    .split("|")
    .map((option) => option.trim())
    .filter((option) => option !== "");
  return { name: inside.slice(0, colon).trim(), options };
}

/** The variables of a text in order, each name once; those the program fills in itself are left out. */
export function variablesOf(text: string): Variable[] {
  const found = new Map<string, Variable>();
  for (const [, inside = ""] of text.matchAll(PLACEHOLDER)) {
    if (isSpecial(inside)) continue;
    const variable = parse(inside);
    const known = found.get(variable.name);
    if (variable.name !== "" && (known === undefined || known.options.length === 0)) {
      found.set(variable.name, variable);
    }
  }
  return [...found.values()];
}

/** The text with every variable and every special filled in; a variable without a value stays. */
export function fill(
  text: string,
  values: Readonly<Record<string, string>>,
  user: string,
  now = new Date(),
): string {
  return text.replaceAll(PLACEHOLDER, (whole, inside: string) => {
    const special = isSpecial(inside) ? specials[inside.trim().toLowerCase()] : undefined;
    if (special !== undefined) return special(now, user);
    const { name } = parse(inside);
    return Object.hasOwn(values, name) ? (values[name] ?? whole) : whole;
  });
}

/** The text in pieces, for marking what will be filled in. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(PLACEHOLDER)) {
    if (match.index > end)
      pieces.push({ text: text.slice(end, match.index), at: end, kind: "text" });
    const kind = isSpecial(match[1] ?? "") ? "special" : "variable";
    pieces.push({ text: match[0], at: match.index, kind });
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), at: end, kind: "text" });
  return pieces;
}

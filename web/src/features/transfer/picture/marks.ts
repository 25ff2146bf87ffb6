/** What of a laid out element is seen: measured from the page, in px from the element's corner. */

/** A ground with a border. */
export interface Box {
  kind: "box";
  left: number;
  top: number;
  width: number;
  height: number;
  ground: string;
  radius: number;
  /** Width and colour of each side, from the top clockwise. */
  sides: readonly (readonly [number, string])[];
}

/** A word, or a piece of one that is broken over lines. */
export interface Word {
  kind: "word";
  left: number;
  top: number;
  width: number;
  height: number;
  text: string;
  font: string;
  colour: string;
  underlined: boolean;
  struck: boolean;
}

/** A picture that is loaded. */
export interface Photo {
  kind: "photo";
  left: number;
  top: number;
  width: number;
  height: number;
  image: HTMLImageElement;
}

export type Mark = Box | Word | Photo;

/** Controls mean nothing on a picture. */
const LEFT_OUT = "button, input, select, textarea, .sr-only, .md-control, svg";

function isSeen(colour: string): boolean {
  return !/^transparent$|[,/]\s*0\)$/.test(colour);
}

function boxOf(rect: DOMRect, style: CSSStyleDeclaration): Box | undefined {
  const side = (name: string): readonly [number, string] => [
    style.getPropertyValue(`border-${name}-style`) === "none"
      ? 0
      : Number.parseFloat(style.getPropertyValue(`border-${name}-width`)) || 0,
    style.getPropertyValue(`border-${name}-color`),
  ];
  const sides = ["top", "right", "bottom", "left"].map(side);
  const bordered = sides.some(([width, colour]) => width > 0 && isSeen(colour));
  if (!bordered && !isSeen(style.backgroundColor)) return undefined;
  const { left, top, width, height } = rect;
  const radius = Number.parseFloat(style.borderTopLeftRadius) || 0;
  return { kind: "box", left, top, width, height, ground: style.backgroundColor, radius, sides };
}

function fontOf(style: CSSStyleDeclaration): string {
  return `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
}

/** Lines under and through a text come from its ancestors. */
function decorationOf(element: Element, root: Element): string {
  let lines = "";
  for (let at: Element | null = element; at !== null && at !== root; at = at.parentElement) {
    lines += ` ${getComputedStyle(at).textDecorationLine}`;
  }
  return lines;
}

function wordsOf(node: Text, root: Element, add: (mark: Word) => void): void {
  const parent = node.parentElement;
  if (parent === null) return;
  const style = getComputedStyle(parent);
  const lines = decorationOf(parent, root);
  const look = {
    font: fontOf(style),
    colour: style.color,
    underlined: lines.includes("underline"),
    struck: lines.includes("line-through"),
  };
  const range = document.createRange();
  const place = (from: number, to: number, text: string): boolean => {
    range.setStart(node, from);
    range.setEnd(node, to);
    const rects = range.getClientRects();
    const [rect] = rects;
    if (rects.length !== 1 || rect === undefined) return false;
    const { left, top, width, height } = rect;
    add({ kind: "word", left, top, width, height, text, ...look });
    return true;
  };
  for (const { 0: word, index } of node.data.matchAll(/\S+/g)) {
    if (place(index, index + word.length, word)) continue;
    let at = index;
    for (const letter of word) {
      place(at, at + letter.length, letter);
      at += letter.length;
    }
  }
}

/** The dot or the number before an entry of a list, which is no text of the page. */
function markerOf(item: HTMLElement, rect: DOMRect, style: CSSStyleDeclaration): Word | undefined {
  const type = style.listStyleType;
  if (style.display !== "list-item" || type === "none") return undefined;
  const siblings = [...(item.parentElement?.children ?? [])].filter(
    ({ tagName }) => tagName === "LI",
  );
  const start = item.parentElement instanceof HTMLOListElement ? item.parentElement.start : 1;
  const text =
    type === "decimal" ? `${start + siblings.indexOf(item)}.` : type === "circle" ? "◦" : "•";
  const size = Number.parseFloat(style.fontSize);
  const height = Number.parseFloat(style.lineHeight) || size * 1.5;
  const width = size * (0.35 + 0.55 * text.length);
  return {
    kind: "word",
    left: rect.left - width,
    top: rect.top,
    width,
    height,
    text,
    font: fontOf(style),
    colour: style.color,
    underlined: false,
    struck: false,
  };
}

function isOwn(image: HTMLImageElement): boolean {
  const { origin, protocol } = new URL(image.currentSrc || image.src, location.href);
  return origin === location.origin || protocol === "data:" || protocol === "blob:";
}

/** Everything that is seen of an element, from the back to the front. */
export function marksOf(root: HTMLElement): Mark[] {
  const origin = root.getBoundingClientRect();
  const marks: Mark[] = [];
  const add = (mark: Mark) =>
    marks.push({ ...mark, left: mark.left - origin.left, top: mark.top - origin.top });
  const visit = (element: HTMLElement): void => {
    const style = getComputedStyle(element);
    if (style.display === "none" || style.visibility === "hidden") return;
    const rect = element.getBoundingClientRect();
    const box = boxOf(rect, style);
    if (box !== undefined) add(box);
    const marker = markerOf(element, rect, style);
    if (marker !== undefined) add(marker);
    if (element instanceof HTMLImageElement) {
      const { left, top, width, height } = rect;
      if (element.complete && element.naturalWidth > 0 && isOwn(element))
        add({ kind: "photo", left, top, width, height, image: element });
      return;
    }
    for (const child of element.childNodes) {
      if (child instanceof Text) wordsOf(child, root, add);
      else if (child instanceof HTMLElement && !child.matches(LEFT_OUT)) visit(child);
    }
  };
  visit(root);
  return marks;
}

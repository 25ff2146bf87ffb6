/** Paints what is seen of an element onto canvases: no code of others, nothing that taints them. */
import { marksOf, type Box, type Mark, type Word } from "./marks";

/** Pixels of the image for each of the page's. */
const SCALE = 2;
/** Height of one image at most, in px of the page: every browser paints a canvas of that size. */
const MAX_HEIGHT = 3600;
/** More images than this are nothing that anybody wants. */
export const MAX_IMAGES = 20;

/** Says that too many images would be needed. */
export class TooLongError extends Error {}

function paintBox(pen: CanvasRenderingContext2D, box: Box): void {
  const { left, top, width, height } = box;
  pen.beginPath();
  pen.roundRect(left, top, width, height, Math.min(box.radius, width / 2, height / 2));
  pen.fillStyle = box.ground;
  pen.fill();
  const [first] = box.sides;
  if (first !== undefined && box.sides.every(([size]) => size === first[0] && size > 0)) {
    [pen.lineWidth, pen.strokeStyle] = first;
    pen.stroke();
    return;
  }
  const strips = [
    [left, top, width, 0],
    [left + width, top, 0, height],
    [left, top + height, width, 0],
    [left, top, 0, height],
  ] as const;
  box.sides.forEach(([size, colour], i) => {
    const strip = strips[i];
    if (size === 0 || strip === undefined) return;
    const [x, y, w, h] = strip;
    pen.fillStyle = colour;
    pen.fillRect(i === 1 ? x - size : x, i === 2 ? y - size : y, w || size, h || size);
  });
}

function paintWord(pen: CanvasRenderingContext2D, word: Word): void {
  pen.font = word.font;
  pen.fillStyle = word.colour;
  const { fontBoundingBoxAscent: up, fontBoundingBoxDescent: down } = pen.measureText(word.text);
  const baseline = word.top + (word.height - up - down) / 2 + up;
  pen.fillText(word.text, word.left, baseline);
  if (word.underlined) pen.fillRect(word.left, baseline + 2, word.width, 1);
  if (word.struck) pen.fillRect(word.left, baseline - up * 0.3, word.width, 1);
}

function paintMark(pen: CanvasRenderingContext2D, mark: Mark): void {
  if (mark.kind === "box") paintBox(pen, mark);
  else if (mark.kind === "word") paintWord(pen, mark);
  else pen.drawImage(mark.image, mark.left, mark.top, mark.width, mark.height);
}

/** Where images end, such that no line of text and no small picture is cut. */
export function cutsOf(marks: readonly Mark[], height: number, maxHeight: number): number[] {
  const whole = marks.filter((mark) => mark.kind !== "box" && mark.height < maxHeight / 2);
  const cuts: number[] = [];
  let start = 0;
  while (height - start > maxHeight) {
    let cut = start + maxHeight;
    for (;;) {
      const crossed = whole.filter((mark) => mark.top < cut && mark.top + mark.height > cut);
      if (crossed.length === 0) break;
      const higher = Math.min(...crossed.map(({ top }) => Math.floor(top)));
      // What cannot be kept whole is cut after all.
      if (higher <= start + maxHeight / 4) break;
      cut = higher;
    }
    cuts.push(cut);
    start = cut;
  }
  return [...cuts, height];
}

function toPng(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob === null ? reject(new Error("no image")) : resolve(blob)),
      "image/png",
    ),
  );
}

/**
 * An element as PNG images, from the top to the bottom.
 *
 * @throws TooLongError when more than {@link MAX_IMAGES} would be needed
 */
export async function paint(root: HTMLElement): Promise<Blob[]> {
  const width = root.offsetWidth;
  const height = root.offsetHeight;
  if (height > MAX_HEIGHT * MAX_IMAGES) throw new TooLongError();
  const marks = marksOf(root);
  const images: Blob[] = [];
  const canvas = document.createElement("canvas");
  let start = 0;
  for (const end of cutsOf(marks, height, MAX_HEIGHT)) {
    canvas.width = width * SCALE;
    canvas.height = Math.ceil((end - start) * SCALE);
    const pen = canvas.getContext("2d");
    if (pen === null) throw new Error("no canvas");
    pen.setTransform(SCALE, 0, 0, SCALE, 0, -start * SCALE);
    for (const mark of marks) {
      if (mark.top < end && mark.top + mark.height > start) paintMark(pen, mark);
    }
    images.push(await toPng(canvas));
    start = end;
  }
  return images;
}

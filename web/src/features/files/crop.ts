/** Where the middle of a square lies, 0 to 1 of each side, and how much it is enlarged, from 1. */
export interface Cut {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** The square of a picture in its pixels, never beyond its edges. */
export function cropOf(picture: { readonly width: number; readonly height: number }, cut: Cut) {
  const side = Math.min(picture.width, picture.height) / cut.zoom;
  const within = (middle: number, whole: number) =>
    Math.min(Math.max(middle * whole - side / 2, 0), whole - side);
  return { left: within(cut.x, picture.width), top: within(cut.y, picture.height), side };
}

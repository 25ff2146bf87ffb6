import { describe, expect, it } from "vitest";
import { cropOf } from "./crop";

describe("the square of a picture", () => {
  it("is the middle at first", () => {
    expect(cropOf({ width: 300, height: 200 }, { x: 0.5, y: 0.5, zoom: 1 })).toEqual({
      left: 50,
      top: 0,
      side: 200,
    });
  });
  it("stays within the picture", () => {
    expect(cropOf({ width: 300, height: 200 }, { x: 2, y: -1, zoom: 2 })).toEqual({
      left: 200,
      top: 0,
      side: 100,
    });
  });
});

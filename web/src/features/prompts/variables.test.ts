import { describe, expect, it } from "vitest";
import { fill, piecesOf, variablesOf } from "./variables";

const now = new Date(2026, 10, 3, 9, 5, 7);

describe("variablesOf", () => {
  it("lists each name once, with its options wherever they stand", () => {
    expect(variablesOf("{{a}} {{tone:kind| stern |}} {{a:x|y}} {{current_date}} {{ b }}")).toEqual([
      { name: "a", options: ["x", "y"] },
      { name: "tone", options: ["kind", "stern"] },
      { name: "b", options: [] },
    ]);
  });

  it("finds nothing in text that only looks like it", () => {
    expect(variablesOf("{a} {{}} {{a\nb}} ${{{x}}")).toEqual([{ name: "x", options: [] }]);
  });
});

describe("fill", () => {
  it("fills in values and specials, once", () => {
    const text = "{{current_user}} {{CURRENT_DATE}} {{current_datetime}} {{a}} {{a:x|y}} {{b}}";
    expect(fill(text, { a: "{{b}} $& $1" }, "Ada", now)).toBe(
      "Ada 2026-11-03 2026-11-03 09:05:07 {{b}} $& $1 {{b}} $& $1 {{b}}",
    );
    expect(fill("{{iso_datetime}}", {}, "", now)).toBe(now.toISOString());
  });

  it("does not take names of every object for specials", () => {
    expect(fill("{{constructor}} {{toString}}", {}, "Ada", now)).toBe(
      "{{constructor}} {{toString}}",
    );
  });
});

describe("piecesOf", () => {
  it("gives back the whole text, marked", () => {
    const text = "To {{name}} on {{current_date}}.";
    const pieces = piecesOf(text);
    expect(pieces.map((piece) => piece.text).join("")).toBe(text);
    expect(pieces.map((piece) => piece.kind)).toEqual([
      "text",
      "variable",
      "text",
      "special",
      "text",
    ]);
  });
});

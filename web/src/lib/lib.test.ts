import { describe, expect, it } from "vitest";
import { matchesChord, writeChord } from "./chords";
import { cx } from "./cx";
import { initialsOf } from "./initials";

const press = (
  key: string,
  held: Partial<Record<"ctrlKey" | "metaKey" | "altKey" | "shiftKey", boolean>> = {},
) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

describe("chords", () => {
  it("take the system's command key, and only that", () => {
    const chord = { key: "k", command: true };
    expect(matchesChord(press("k", { ctrlKey: true }), chord, false)).toBe(true);
    expect(matchesChord(press("k", { metaKey: true }), chord, true)).toBe(true);
    expect(matchesChord(press("k", { ctrlKey: true }), chord, true)).toBe(false);
    expect(matchesChord(press("k"), chord, false)).toBe(false);
    expect(matchesChord(press("K", { ctrlKey: true, shiftKey: true }), chord, false)).toBe(false);
  });

  it("do not mind the shift that a layout needs for a sign", () => {
    expect(
      matchesChord(
        press("/", { ctrlKey: true, shiftKey: true }),
        { key: "/", command: true },
        false,
      ),
    ).toBe(true);
  });

  it("are written as the keyboard has them", () => {
    expect(writeChord({ key: "k", command: true }, true)).toBe("⌘K");
    expect(writeChord({ key: "k", command: true, shift: true }, false)).toBe("Ctrl+Shift+K");
  });
});

describe("initials", () => {
  it.each([
    ["Ada Lovelace", "AL"],
    ["ada", "A"],
    ["ada.king@example.com", "AK"],
    ["Ada Byron King", "AK"],
    ["李 白", "李白"],
    ["", "?"],
  ])("of %s are %s", (name, initials) => expect(initialsOf(name)).toBe(initials));
});

describe("class names", () => {
  it("leave out what is absent", () => expect(cx("a", false, undefined, null, "b")).toBe("a b"));
});

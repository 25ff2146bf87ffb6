import { describe, expect, it } from "vitest";
import type { PromptGroup } from "./api";
import { matches, slashQuery } from "./slash";

const prompt = (name: string, command: string | undefined, uses = 0): PromptGroup => ({
  _id: name,
  name,
  oneliner: "",
  category: "",
  ...(command === undefined ? {} : { command }),
  author: "",
  authorName: "",
  productionId: "",
  productionPrompt: { prompt: "" },
  numberOfGenerations: uses,
  updatedAt: "",
});

describe("slashQuery", () => {
  it("is what follows a slash that begins the text", () => {
    expect(slashQuery("/")).toBe("");
    expect(slashQuery("/Sum")).toBe("sum");
    for (const text of ["", "a/b", " /a", "/a b", "/usr/bin", "//"])
      expect(slashQuery(text)).toBeUndefined();
  });
});

describe("matches", () => {
  const all = [
    prompt("Review code", "review"),
    prompt("Summary", "sum", 1),
    prompt("Sum up a talk", undefined, 9),
    prompt("Translate", "to-english"),
  ];

  it("puts commands before names and the most used first", () => {
    expect(matches(all, "sum").map(({ name }) => name)).toEqual(["Summary", "Sum up a talk"]);
    expect(matches(all, "english").map(({ name }) => name)).toEqual(["Translate"]);
    expect(matches(all, "")).toHaveLength(4);
    expect(matches(all, "zzz")).toEqual([]);
  });
});

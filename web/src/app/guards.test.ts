import { describe, expect, it } from "vitest";
import { safeTarget } from "./guards";

describe("the way back after signing in", () => {
  it.each([
    ["/c/1?x=1", "/c/1?x=1"],
    [null, "/c/new"],
    ["https://evil.example", "/c/new"],
    ["//evil.example", "/c/new"],
    ["/\\evil.example", "/c/new"],
    ["/login", "/c/new"],
  ])("from %s is %s", (wanted, target) => expect(safeTarget(wanted)).toBe(target));
});

import { describe, expect, it } from "vitest";
import type { Conversation } from "@/api";
import { buildRows } from "../rows";
import { next } from "./useListKeys";

const now = new Date(2026, 10, 20, 12);
const row = (conversationId: string, day: number): Conversation => ({
  conversationId,
  title: conversationId,
  endpoint: "E",
  createdAt: "",
  updatedAt: new Date(2026, 10, day, 12).toISOString(),
});
// 0 heading, 1 a, 2 b, 3 heading, 4 c
const rows = buildRows([row("a", 20), row("b", 20), row("c", 19)], now);

describe("keys in the list", () => {
  it("step over headings", () => {
    expect(next("ArrowDown", rows, 2)).toBe(4);
    expect(next("ArrowUp", rows, 4)).toBe(2);
  });

  it("stop at the ends", () => {
    expect(next("ArrowUp", rows, 1)).toBeUndefined();
    expect(next("ArrowDown", rows, 4)).toBeUndefined();
  });

  it("jump to the first and the last", () => {
    expect(next("Home", rows, 4)).toBe(1);
    expect(next("End", rows, 1)).toBe(4);
    expect(next("x", rows, 1)).toBeUndefined();
  });
});

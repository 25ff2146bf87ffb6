import { describe, expect, it } from "vitest";
import type { Conversation } from "@/api";
import { patchPages } from "./cache";

const row = (conversationId: string, updatedAt: string): Conversation => ({
  conversationId,
  title: conversationId,
  endpoint: "E",
  createdAt: updatedAt,
  updatedAt,
});
const pages = () => ({
  pageParams: [null, "2"],
  pages: [
    { conversations: [row("a", "2026-01-03"), row("b", "2026-01-02")], nextCursor: "2" },
    { conversations: [row("c", "2026-01-01")], nextCursor: null },
  ],
});
const ids = (patched: ReturnType<typeof pages>) =>
  patched.pages.map((page) => page.conversations.map((one) => one.conversationId));

describe("patching the cached lists", () => {
  it("changes a title in place", () => {
    const patched = patchPages(pages(), { conversationId: "c", title: "New" });
    expect(ids(patched as never)).toEqual([["a", "b"], ["c"]]);
    expect(patched.pages[1]?.conversations[0]?.title).toBe("New");
  });

  it("moves a conversation with news to the top", () => {
    const patched = patchPages(pages(), { conversationId: "c", updatedAt: "2026-01-04" });
    expect(ids(patched as never)).toEqual([["c", "a", "b"], []]);
  });

  it("adds a new conversation at the top, once it is complete", () => {
    expect(ids(patchPages(pages(), { conversationId: "d", title: "D" }) as never)).toEqual([
      ["a", "b"],
      ["c"],
    ]);
    const patched = patchPages(pages(), { ...row("d", "2026-01-05"), endpoint: "E" });
    expect(ids(patched as never)).toEqual([["d", "a", "b"], ["c"]]);
  });

  it("leaves the old pages untouched", () => {
    const old = pages();
    patchPages(old, { conversationId: "a", title: "New" });
    expect(old).toEqual(pages());
  });
});

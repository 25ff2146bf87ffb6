// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from "vitest";
import {
  beginSending,
  composerText,
  sendingAccepted,
  sendingRejected,
  writeComposer,
} from "./composer";
import { draftKey, Drafts, drafts, WRITE_DELAY_MS } from "./drafts";

/** Everything the storage holds, as one text. */
function onDisk(): string {
  return Array.from({ length: localStorage.length }, (_, index) =>
    localStorage.getItem(localStorage.key(index) ?? ""),
  ).join("\n");
}

beforeEach(() => {
  localStorage.clear();
  vi.useRealTimers();
});

describe("drafts", () => {
  it("are on disk after a short rest, and at once when the page goes away", () => {
    vi.useFakeTimers();
    const own = new Drafts(localStorage);
    own.write("k", "a");
    own.write("k", "ab");
    expect(localStorage.getItem("k")).toBeNull();
    vi.advanceTimersByTime(WRITE_DELAY_MS);
    expect(localStorage.getItem("k")).toBe("ab");
    own.write("k", "abc");
    own.flush();
    expect(localStorage.getItem("k")).toBe("abc");
  });

  it("survive a reload and belong to one user and one place", () => {
    const before = new Drafts(localStorage);
    before.write(draftKey("ada", "c1"), "mine");
    before.flush();
    const after = new Drafts(localStorage);
    expect(after.read(draftKey("ada", "c1"))).toBe("mine");
    expect(after.read(draftKey("bob", "c1"))).toBe("");
    expect(after.read(draftKey("ada", "new"))).toBe("");
  });

  it("stay in memory while the storage is full", () => {
    let full = true;
    const kept = new Map<string, string>();
    const storage = {
      ...localStorage,
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => {
        if (full) throw new Error("QuotaExceededError");
        kept.set(key, value);
      },
    } as Storage;
    const own = new Drafts(storage);
    own.write("k", "big");
    own.flush();
    expect(own.read("k")).toBe("big");
    full = false;
    own.flush();
    expect(kept.get("k")).toBe("big");
  });

  it("work without any storage", () => {
    const own = new Drafts(null);
    own.write("k", "text");
    own.flush();
    expect(own.read("k")).toBe("text");
  });
});

describe("the composer while a text is being sent", () => {
  const send = (place: string, text: string) => {
    writeComposer("u", place, text);
    beginSending("u", place, text);
  };

  it("is empty, and the text is still on disk until the server has it", () => {
    send("p1", "precious");
    expect(composerText("u", "p1")).toBe("");
    expect(onDisk()).toContain("precious");
    sendingAccepted("u", "p1");
    expect(onDisk()).not.toContain("precious");
  });

  it("gets the text back when the server refuses it, before what was typed since", () => {
    send("p2", "first");
    writeComposer("u", "p2", "second");
    sendingRejected("u", "p2", "first");
    expect(composerText("u", "p2")).toBe("first\n\nsecond");
  });

  it("gets the text back after a crash in the middle", () => {
    localStorage.setItem(`${draftKey("u", "p3")}#sending`, "cut off");
    localStorage.setItem(draftKey("u", "p3"), "typed after");
    expect(composerText("u", "p3")).toBe("cut off\n\ntyped after");
  });

  it("writes through to the drafts", () => {
    writeComposer("u", "p4", "kept");
    window.dispatchEvent(new Event("pagehide"));
    expect(localStorage.getItem(draftKey("u", "p4"))).toBe("kept");
    drafts.clear(draftKey("u", "p4"));
    expect(localStorage.getItem(draftKey("u", "p4"))).toBeNull();
  });
});

import { describe, expect, it } from "vitest";
import { buildTree, mergeMessages, plainText, selectMessage, shownBranch } from "./tree";
import { NO_PARENT, type Message } from "./stream/frames";

function message(messageId: string, parentMessageId: string | null, text = messageId): Message {
  return { messageId, parentMessageId, conversationId: "c", text, isCreatedByUser: false };
}

const ids = (messages: readonly Message[], selection = {}) =>
  shownBranch(buildTree(messages), selection).map((node) => node.message.messageId);

describe("the message tree", () => {
  const forked = [
    message("u1", NO_PARENT),
    message("a1", "u1"),
    message("u2", "a1"),
    message("a2", "u1"),
    message("u3", NO_PARENT),
  ];

  it("shows the newest version where nothing was chosen", () => {
    expect(ids(forked)).toEqual(["u3"]);
    expect(ids(forked.slice(0, 4))).toEqual(["u1", "a2"]);
  });

  it("shows the chosen version and counts its siblings", () => {
    const tree = buildTree(forked);
    const branch = shownBranch(tree, selectMessage(tree, {}, "u2"));
    expect(branch.map((node) => node.message.messageId)).toEqual(["u1", "a1", "u2"]);
    expect(branch.map((node) => [node.place, node.siblings.length])).toEqual([
      [0, 2],
      [0, 2],
      [0, 1],
    ]);
  });

  it("falls back to the newest when the chosen version is gone", () => {
    expect(ids(forked.slice(0, 4), { u1: "gone" })).toEqual(["u1", "a2"]);
  });

  it("shows a message whose parent is missing instead of hiding it", () => {
    expect(ids([message("a", "nowhere"), message("b", "a")])).toEqual(["a", "b"]);
  });

  it.each([
    ["a message that is its own parent", [message("a", "a")], ["a"]],
    ["a null parent", [message("a", null)], ["a"]],
    ["the same message twice", [message("a", NO_PARENT), message("a", NO_PARENT)], ["a"]],
  ])("copes with %s", (_name, messages, expected) => {
    expect(ids(messages)).toEqual(expected);
  });

  it("ends on a circle of parents", () => {
    const circle = [message("a", "b"), message("b", "a")];
    expect(ids(circle)).toEqual([]);
    expect(() => selectMessage(buildTree(circle), {}, "a")).not.toThrow();
  });

  it("walks 10,000 messages deep", () => {
    const messages = Array.from({ length: 10_000 }, (_, i) =>
      message(`m${i}`, i === 0 ? NO_PARENT : `m${i - 1}`),
    );
    expect(ids(messages)).toHaveLength(10_000);
    const tree = buildTree(messages);
    expect(selectMessage(tree, {}, "m9999")).toEqual({});
  });

  it("puts newer messages in their places", () => {
    const merged = mergeMessages(
      [message("a", null, "old"), message("b", "a")],
      [message("a", null, "new"), message("c", "b")],
    );
    expect(merged.map((each) => each.text)).toEqual(["new", "b", "c"]);
  });

  it("copies the answer without its thinking", () => {
    const answer: Message = {
      ...message("a", null, ""),
      content: [
        { type: "think", think: "hm" },
        { type: "text", text: "one" },
        { type: "error", error: "bad" },
        { type: "text", text: "two" },
      ],
    };
    expect(plainText(answer)).toBe("one\n\ntwo");
    expect(plainText(message("u", null, "hello"))).toBe("hello");
  });
});

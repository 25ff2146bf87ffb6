import { describe, expect, it } from "vitest";
import { draftQuestion, startBody, type Intent, type Submission } from "./requests";
import { NO_PARENT, type Message } from "./stream/frames";

const question: Message = {
  messageId: "u1",
  conversationId: "c1",
  parentMessageId: "a0",
  isCreatedByUser: true,
  text: "And a follow-up question.",
};
const answer: Message = { ...question, messageId: "a1", parentMessageId: "u1", text: "" };

function submission(intent: Intent, change: Partial<Submission> = {}): Submission {
  return {
    intent,
    target: { endpoint: "Fake", endpointType: "custom", model: "echo", label: "Fake" },
    parameters: {},
    conversationId: "c1",
    temporary: false,
    clientRequestId: "r1",
    messageId: "m1",
    now: new Date(2026, 10, 20, 10, 27, 45),
    ...change,
  };
}

/** What every recorded start request holds. */
const always = {
  sender: "User",
  clientTimestamp: "2026-11-20T10:27:45",
  isCreatedByUser: true,
  error: false,
  endpoint: "Fake",
  endpointType: "custom",
  model: "echo",
  key: "never",
  modelDisplayLabel: "Fake",
  isTemporary: false,
  timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  clientRequestId: "r1",
  generationProtocolVersion: 1,
};

describe("the body that starts a run", () => {
  it("begins a conversation as the recorded client does", () => {
    const send: Intent = { kind: "send", text: "Hello there", parentMessageId: NO_PARENT };
    expect(startBody(submission(send, { conversationId: null }))).toEqual({
      ...always,
      text: "Hello there",
      parentMessageId: NO_PARENT,
      messageId: "m1",
      isRegenerate: false,
      isContinued: false,
    });
  });

  it("names a second model, quotes and a changed part", () => {
    const added = { endpoint: "agents", endpointType: undefined, model: "agent_1", label: "Ada" };
    const send: Intent = { kind: "send", text: "Hi", parentMessageId: "a1", quotes: ["said"] };
    expect(startBody(submission(send, { added }))).toMatchObject({
      quotes: ["said"],
      addedConvo: { endpoint: "agents", agent_id: "agent_1", modelDisplayLabel: "Ada" },
    });
    const edit: Intent = {
      kind: "edit",
      question,
      answer,
      edit: { index: 1, type: "think", text: "Else" },
    };
    const body = startBody(submission(edit, { added }));
    expect(body).toMatchObject({
      isRegenerate: true,
      isContinued: false,
      responseMessageId: "a1",
      overrideParentMessageId: "u1",
      editedContent: { index: 1, type: "think", think: "Else" },
    });
    expect(body).not.toHaveProperty("addedConvo");
  });

  it("names the conversation in a follow-up and sends only settings that are set", () => {
    const send: Intent = { kind: "send", text: "More", parentMessageId: "a1" };
    const body = startBody(submission(send, { parameters: { temperature: 0, stop: ["END"] } }));
    expect(body).toMatchObject({
      conversationId: "c1",
      parentMessageId: "a1",
      temperature: 0,
      stop: ["END"],
    });
    expect(body).not.toHaveProperty("top_p");
    expect(body).not.toHaveProperty("overrideParentMessageId");
  });

  it("hangs another answer on the stored question", () => {
    const body = startBody(submission({ kind: "regenerate", question, answerId: "a1" }));
    expect(body).toEqual({
      ...always,
      text: question.text,
      conversationId: "c1",
      parentMessageId: "a0",
      messageId: "u1",
      overrideParentMessageId: "u1",
      responseMessageId: "a1_",
      isRegenerate: true,
      isContinued: false,
    });
  });

  it("continues an answer under its own id", () => {
    const body = startBody(submission({ kind: "continue", question, answer }));
    expect(body).toMatchObject({ responseMessageId: "a1", isRegenerate: true, isContinued: true });
  });
});

describe("the question shown until the server has it", () => {
  it("is what was typed, or the stored one", () => {
    const send: Intent = { kind: "send", text: "Hi", parentMessageId: "a1" };
    expect(draftQuestion(submission(send))).toMatchObject({
      messageId: "m1",
      text: "Hi",
      isCreatedByUser: true,
    });
    expect(draftQuestion(submission({ kind: "continue", question, answer }))).toBe(question);
  });
});

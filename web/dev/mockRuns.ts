import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import { answerTo, type MockConversation, type MockMessage } from "./mockData.ts";

/** What the start request carries, as far as the mock reads it. */
export interface StartBody {
  text: string;
  messageId?: string;
  parentMessageId: string;
  conversationId?: string | null;
  overrideParentMessageId?: string | null;
  responseMessageId?: string;
  endpoint: string;
  model: string;
  isRegenerate?: boolean;
  isContinued?: boolean;
}

type Frame = { event: "message" | "error"; data: unknown };

/** One running answer: its frames so far, its readers, and a timer that writes the next words. */
export class MockRun {
  readonly createdAt = Date.now();
  readonly answerId = randomUUID();
  private readonly frames: Frame[] = [];
  private readonly readers = new Set<ServerResponse>();
  private readonly words: string[];
  private text = "";
  private thought = "";
  private timer: NodeJS.Timeout | undefined;
  done = false;

  private readonly conversation: MockConversation;
  private readonly question: MockMessage;
  private readonly settle: (answer: MockMessage) => void;

  constructor(
    conversation: MockConversation,
    question: MockMessage,
    settle: (answer: MockMessage) => void,
  ) {
    this.conversation = conversation;
    this.question = question;
    this.settle = settle;
    this.words = answerTo(question.text).split(/(?<=\s)/);
    this.emit({ created: true, message: question, streamId: conversation.conversationId });
    if (conversation.model === "sim-slow") this.think();
    else this.write(0);
  }

  private think(): void {
    const thoughts =
      "The reader wants something short. I should say that I am simulated, then show a table. ".split(
        /(?<=\s)/,
      );
    this.emit(step("step_t", this.answerId, 0));
    const next = () => {
      const think = thoughts.shift();
      if (think === undefined) return this.write(1);
      this.thought += think;
      this.emit({
        event: "on_reasoning_delta",
        data: { id: "step_t", delta: { content: [{ type: "think", think }] } },
      });
      this.timer = setTimeout(next, 100);
    };
    next();
  }

  private write(index: number): void {
    this.emit(step("step_1", this.answerId, index));
    const pause = this.conversation.model === "sim-slow" ? 100 : 18;
    const next = () => {
      const text = this.words.shift();
      if (text === undefined) return this.finish({});
      if (this.conversation.model === "sim-fault" && this.words.length < 40) return this.fail();
      this.text += text;
      this.emit({
        event: "on_message_delta",
        data: { id: "step_1", delta: { content: [{ type: "text", text }] } },
      });
      this.timer = setTimeout(next, pause);
    };
    next();
  }

  private fail(): void {
    this.settle(this.answer({ error: true, unfinished: true }));
    this.emit(
      {
        error: JSON.stringify({
          type: "upstream_error",
          kind: "cut",
          message: "The provider closed the connection in the middle of the answer.",
        }),
      },
      "error",
    );
    this.close();
  }

  abort(): void {
    clearTimeout(this.timer);
    if (!this.done) this.finish({ aborted: true });
  }

  private finish(extra: { aborted?: true }): void {
    const answer = this.answer({ unfinished: extra.aborted === true });
    this.settle(answer);
    if (extra.aborted !== true) {
      this.emit({
        event: "title",
        data: { conversationId: this.conversation.conversationId, title: this.conversation.title },
      });
    }
    this.emit({
      final: true,
      ...extra,
      title: this.conversation.title,
      conversation: this.conversation,
      requestMessage: this.question,
      responseMessage: answer,
    });
    this.close();
  }

  private answer(flags: Partial<MockMessage>): MockMessage {
    const now = new Date().toISOString();
    return {
      messageId: this.answerId,
      conversationId: this.conversation.conversationId,
      parentMessageId: this.question.messageId,
      text: "",
      isCreatedByUser: false,
      sender: this.conversation.model,
      endpoint: this.conversation.endpoint,
      model: this.conversation.model,
      content: this.content(),
      unfinished: false,
      error: false,
      createdAt: now,
      updatedAt: now,
      ...flags,
    };
  }

  private content() {
    return [
      ...(this.thought === "" ? [] : [{ type: "think", think: this.thought }]),
      ...(this.text === "" ? [] : [{ type: "text", text: this.text }]),
    ];
  }

  attach(response: ServerResponse, resume: boolean): void {
    response.writeHead(200, {
      "Content-Type": "text/event-stream",
      "Cache-Control": "no-cache, no-transform",
    });
    if (resume) {
      const { messageId, parentMessageId, conversationId, text } = this.question;
      send(response, {
        event: "message",
        data: {
          sync: true,
          resumeState: {
            runSteps: [
              ...(this.thought === "" ? [] : [step("step_t", this.answerId, 0).data]),
              step("step_1", this.answerId, this.thought === "" ? 0 : 1).data,
            ],
            aggregatedContent: this.content(),
            userMessage: { messageId, parentMessageId, conversationId, text },
            responseMessageId: this.answerId,
            conversationId,
            sender: this.conversation.model,
          },
          pendingEvents: [],
        },
      });
    } else this.frames.forEach((frame) => send(response, frame));
    this.readers.add(response);
    response.on("close", () => this.readers.delete(response));
  }

  private emit(data: unknown, event: "message" | "error" = "message"): void {
    const frame = { event, data };
    this.frames.push(frame);
    for (const reader of this.readers) send(reader, frame);
  }

  private close(): void {
    this.done = true;
    clearTimeout(this.timer);
    for (const reader of this.readers) reader.end();
  }
}

function step(id: string, runId: string, index: number) {
  return {
    event: "on_run_step",
    data: {
      id,
      runId,
      type: "message_creation",
      index,
      stepDetails: { type: "message_creation", message_creation: { message_id: id } },
      usage: null,
    },
  };
}

function send(response: ServerResponse, frame: Frame): void {
  response.write(`event: ${frame.event}\ndata: ${JSON.stringify(frame.data)}\n\n`);
}

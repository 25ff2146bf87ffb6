// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { endSession, queryClient, startSession } from "@/api";
import { messagesKey } from "./api";
import type { Submission } from "./requests";
import {
  arriveAt,
  attach,
  detachAll,
  isRunning,
  stopRun,
  submit,
  useRuns,
  type StartHooks,
} from "./runs";
import { NO_PARENT, type Message } from "./stream/frames";

/** A server of our own making: it records what it is asked and lets the test write the streams. */
class FakeServer {
  readonly starts: Record<string, unknown>[] = [];
  readonly aborts: unknown[] = [];
  readonly streamQueries: string[] = [];
  startAnswers: (() => Response)[] = [];
  active = false;
  #stream: ReadableStreamDefaultController<Uint8Array> | undefined;

  readonly fetch = async (input: unknown, init?: RequestInit): Promise<Response> => {
    const url = new URL(String(input), "http://klatch.test/");
    const body: unknown = typeof init?.body === "string" ? JSON.parse(init.body) : undefined;
    if (url.pathname.endsWith("/abort")) {
      this.aborts.push(body);
      return Response.json({ success: true });
    }
    if (url.pathname.includes("/chat/status/")) {
      return Response.json({ active: this.active, createdAt: 77 });
    }
    if (url.pathname.includes("/chat/stream/")) {
      this.streamQueries.push(url.search);
      const stream = new ReadableStream<Uint8Array>({
        start: (controller) => {
          this.#stream = controller;
        },
      });
      return new Response(stream, { headers: { "Content-Type": "text/event-stream" } });
    }
    if (init?.method === "POST" && url.pathname.includes("/agents/chat/")) {
      this.starts.push(body as Record<string, unknown>);
      const answer = this.startAnswers.shift();
      if (answer !== undefined) return answer();
      const started = { streamId: "c1", conversationId: "c1", generationCreatedAt: 42 };
      return Response.json({ ...started, status: "started" });
    }
    return Response.json([]);
  };

  write(...frames: unknown[]): void {
    const text = frames
      .map((frame) => `event: message\ndata: ${JSON.stringify(frame)}\n\n`)
      .join("");
    this.#stream?.enqueue(new TextEncoder().encode(text));
  }

  get reading(): boolean {
    return this.#stream !== undefined;
  }
}

const created = {
  created: true,
  message: {
    messageId: "u9",
    parentMessageId: NO_PARENT,
    conversationId: "c1",
    text: "Hi",
    isCreatedByUser: true,
  },
};
const step = {
  event: "on_run_step",
  data: { id: "s", runId: "a9", type: "message_creation", index: 0, stepDetails: {} },
};
const delta = (text: string) => ({
  event: "on_message_delta",
  data: { id: "s", delta: { content: [{ type: "text", text }] } },
});
const final = {
  final: true,
  conversation: { conversationId: "c1", title: "A title" },
  requestMessage: created.message,
  responseMessage: {
    messageId: "a9",
    parentMessageId: "u9",
    conversationId: "c1",
    text: "",
    isCreatedByUser: false,
    content: [{ type: "text", text: "Hello" }],
  },
};

function submission(change: Partial<Submission> = {}): Submission {
  return {
    intent: { kind: "send", text: "Hi", parentMessageId: NO_PARENT },
    target: { endpoint: "E", endpointType: "custom", model: "m", label: "E" },
    parameters: {},
    conversationId: null,
    temporary: false,
    clientRequestId: "r1",
    messageId: "m1",
    now: new Date(0),
    ...change,
  };
}

const hooks = () => ({ onAccepted: vi.fn(), onRejected: vi.fn() }) satisfies StartHooks;
const run = (place: string) => useRuns.getState().runs[place];
const networkFailure = () => {
  throw new TypeError("Failed to fetch");
};

let server: FakeServer;

beforeEach(() => {
  server = new FakeServer();
  vi.stubGlobal("fetch", server.fetch);
  startSession("token", { id: "u", email: "a@b.c", role: "USER", provider: "local" });
});

afterEach(() => {
  detachAll();
  queryClient.clear();
  endSession();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("a run", () => {
  it("shows the question at once, follows the stream, and becomes stored messages", async () => {
    const told = hooks();
    const starting = submit("new", submission(), told);
    expect(run("new")?.question?.text).toBe("Hi");
    await starting;
    expect(told.onAccepted).toHaveBeenCalledWith("c1");
    expect(run("new")?.key).toBe(run("c1")?.key); // still shown where it began, until the page has moved on
    arriveAt("c1");
    expect(run("new")).toBeUndefined();
    await vi.waitFor(() => expect(server.reading).toBe(true));
    server.write(created, step, delta("Hel"), delta("lo"));
    await vi.waitFor(() =>
      expect(run("c1")?.state.parts).toEqual([{ type: "text", text: "Hello" }]),
    );
    expect(isRunning(run("c1"))).toBe(true);
    server.write(final);
    await vi.waitFor(() => expect(run("c1")).toBeUndefined());
    const stored = queryClient.getQueryData<Message[]>(messagesKey("c1"));
    expect(stored?.map(({ messageId }) => messageId)).toEqual(["u9", "a9"]);
  });

  it("is asked for again with the same id when the network fails", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true, advanceTimeDelta: 500 });
    server.startAnswers = [networkFailure, networkFailure];
    const told = hooks();
    await submit("new", submission(), told);
    expect(server.starts.map((body) => body["clientRequestId"])).toEqual(["r1", "r1", "r1"]);
    expect(told.onAccepted).toHaveBeenCalledOnce();
  });

  it("that the server refuses leaves nothing behind but the reason", async () => {
    server.startAnswers = [() => Response.json({ message: "No such model." }, { status: 400 })];
    const told = hooks();
    await submit("new", submission(), told);
    expect(server.starts).toHaveLength(1);
    expect(told.onRejected).toHaveBeenCalledOnce();
    expect(run("new")).toBeUndefined();
    expect(useRuns.getState().failures["new"]?.error).toMatchObject({ message: "No such model." });
  });

  it("is stopped by its epoch", async () => {
    await submit("new", submission(), hooks());
    await stopRun("c1");
    expect(server.aborts).toEqual([{ conversationId: "c1", generationCreatedAt: 42 }]);
    expect(run("c1")?.stopping).toBe(true);
  });

  it("that is stopped before the server has accepted it is stopped right after", async () => {
    const starting = submit("new", submission(), hooks());
    void stopRun("new");
    await starting;
    await vi.waitFor(() => expect(server.aborts).toHaveLength(1));
  });

  it("that goes on elsewhere is taken up with a snapshot", async () => {
    server.active = true;
    await attach("c1");
    await vi.waitFor(() => expect(server.reading).toBe(true));
    expect(server.streamQueries[0]).toContain("resume=true");
    expect(server.streamQueries[0]).toContain("generationCreatedAt=77");
    const { isCreatedByUser: _left, ...userMessage } = created.message;
    const runSteps = [step.data];
    const aggregatedContent = [{ type: "text", text: "Hel" }];
    server.write({
      sync: true,
      resumeState: {
        runSteps,
        aggregatedContent,
        userMessage,
        responseMessageId: "a9",
        model: "m",
      },
      pendingEvents: [],
    });
    server.write(delta("lo"));
    await vi.waitFor(() =>
      expect(run("c1")?.state.parts).toEqual([{ type: "text", text: "Hello" }]),
    );
    expect(run("c1")?.state.userMessage?.isCreatedByUser).toBe(true);
  });

  it("is forgotten when its user signs out", async () => {
    await submit("new", submission(), hooks());
    expect(run("c1")).toBeDefined();
    endSession();
    expect(useRuns.getState().runs).toEqual({});
  });

  it("is not taken up where none goes on", async () => {
    await attach("c1");
    expect(run("c1")).toBeUndefined();
  });

  it("shows what is continued until its words come anew", async () => {
    const question = { ...created.message, messageId: "u9" };
    const answer: Message = {
      messageId: "a9",
      conversationId: "c1",
      parentMessageId: "u9",
      isCreatedByUser: false,
      text: "",
      content: [
        { type: "text", text: "One" },
        { type: "error", error: "cut" },
      ],
    };
    const intent = { kind: "continue", question, answer } as const;
    await submit("c1", submission({ intent, conversationId: "c1" }), hooks());
    expect(run("c1")?.state.parts).toEqual([{ type: "text", text: "One" }]);
    await vi.waitFor(() => expect(server.reading).toBe(true));
    server.write(created, step, delta("One"), delta(" two"));
    await vi.waitFor(() =>
      expect(run("c1")?.state.parts).toEqual([{ type: "text", text: "One two" }]),
    );
  });
});

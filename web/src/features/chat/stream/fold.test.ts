import { describe, expect, it } from "vitest";
import { emptyRun, foldFrame, foldFrames, partDuration, type RunState } from "./fold";
import { readFrame, type Frame } from "./frames";

/** A small seeded generator, so that a failing case can be run again. */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

type Json = Record<string, unknown>;

const created: Json = {
  created: true,
  message: {
    messageId: "u1",
    parentMessageId: "00000000-0000-0000-0000-000000000000",
    conversationId: "c1",
    sender: "User",
    text: "Hi",
    isCreatedByUser: true,
  },
};

function step(id: string, index: number, at: number, calls?: Json[]): Json {
  const type = calls ? "tool_calls" : "message_creation";
  const stepDetails = calls ? { type, tool_calls: calls } : { type, message_creation: {} };
  return {
    event: "on_run_step",
    data: { id, runId: "a1", type, index, stepDetails, status: "in_progress", created_at: at },
  };
}

function text(id: string, value: string): Json {
  return {
    event: "on_message_delta",
    data: { id, delta: { content: [{ type: "text", text: value }] } },
  };
}

function think(id: string, value: string): Json {
  return {
    event: "on_reasoning_delta",
    data: { id, delta: { content: [{ type: "think", think: value }] } },
  };
}

function closed(id: string, index: number, at: number): Json {
  return {
    event: "on_run_step_closed",
    data: { id, index, type: "message_creation", status: "completed", closed_at: at },
  };
}

/** A random but lawful run: thinking, text, tools, usage, a title, retries. */
function lawfulRun(seed: number): Json[] {
  const next = random(seed);
  const frames: Json[] = [created];
  let index = 0;
  let clock = 1000;
  const kinds = Array.from({ length: 1 + Math.floor(next() * 4) }, () => Math.floor(next() * 3));
  for (const kind of kinds) {
    const id = `s${index}`;
    const call = { id: `call_${index}`, name: "search", args: "", type: "tool_call" };
    if (next() < 0.3) {
      const data = { attempt: 2, maxAttempts: 3, delayMs: 500, kind: "rate_limit", status: 429 };
      frames.push({ event: "on_retry", data });
    }
    frames.push(kind === 2 ? step(id, index, clock, [call]) : step(id, index, clock));
    for (let i = Math.floor(next() * 6); i > 0; i--) {
      const piece = `w${Math.floor(next() * 100)} `;
      if (kind === 0) frames.push(text(id, piece));
      else if (kind === 1) frames.push(think(id, piece));
      else {
        const chunk = { index: 0, args: piece, type: "tool_call_chunk" };
        const delta = { type: "tool_calls", tool_calls: [chunk] };
        frames.push({ event: "on_run_step_delta", data: { id, delta } });
      }
    }
    if (kind === 2) {
      const done = { ...call, args: "{}", output: "found", progress: 1 };
      const result = { id, index, type: "tool_call", tool_call: done };
      frames.push({ event: "on_run_step_completed", data: { result } });
    }
    clock += 250;
    frames.push(closed(id, index, clock));
    const usage = { input_tokens: 3, output_tokens: index, seq: index };
    frames.push({ event: "on_token_usage", data: usage });
    if (next() < 0.4) {
      frames.push({ event: "title", data: { conversationId: "c1", title: `T${index}` } });
    }
    index++;
  }
  return frames;
}

/** What a server would put into a snapshot after these frames. Written apart from the fold on purpose. */
function snapshot(frames: readonly Json[]): Json {
  const runSteps: Json[] = [];
  const aggregatedContent: (Json | null)[] = [];
  const collectedUsage: Json[] = [];
  let titleEvent: Json | undefined;
  let retry: Json | undefined;
  const indexOf = (id: unknown): number => {
    const found = runSteps.find((each) => each["id"] === id);
    return found === undefined ? -1 : Number(found["index"]);
  };
  for (const frame of frames.slice(1)) {
    const data = frame["data"] as Json;
    const delta = data["delta"] as { content?: Json[]; tool_calls?: Json[] } | undefined;
    const index = indexOf(data["id"]);
    const present = aggregatedContent[index] as Json | undefined;
    if (frame["event"] !== "title" && frame["event"] !== "on_token_usage") {
      if (frame["event"] !== "on_run_step_closed") retry = undefined;
    }
    switch (frame["event"]) {
      case "on_run_step": {
        runSteps.push({ ...data });
        const calls = (data["stepDetails"] as Json)["tool_calls"] as Json[] | undefined;
        if (calls)
          aggregatedContent[Number(data["index"])] = { type: "tool_call", tool_call: calls[0] };
        break;
      }
      case "on_message_delta":
      case "on_reasoning_delta": {
        const part = delta?.content?.[0] as Json;
        const key = part["type"] as string;
        aggregatedContent[index] = {
          ...part,
          [key]: String(present?.[key] ?? "") + String(part[key]),
        };
        break;
      }
      case "on_run_step_delta": {
        const call = present?.["tool_call"] as Json;
        const args = String(call["args"]) + String(delta?.tool_calls?.[0]?.["args"]);
        aggregatedContent[index] = { type: "tool_call", tool_call: { ...call, args } };
        break;
      }
      case "on_run_step_completed": {
        const result = data["result"] as Json;
        aggregatedContent[Number(result["index"])] = {
          type: "tool_call",
          tool_call: result["tool_call"],
        };
        break;
      }
      case "on_run_step_closed": {
        const found = runSteps.find((each) => each["id"] === data["id"]);
        Object.assign(found ?? {}, { closed_at: data["closed_at"], status: data["status"] });
        break;
      }
      case "on_token_usage":
        collectedUsage.push(data);
        break;
      case "title":
        titleEvent = frame;
        break;
      case "on_retry":
        retry = frame;
        break;
    }
  }
  const content = Array.from(aggregatedContent, (part) => part ?? null);
  return {
    sync: true,
    resumeState: {
      runSteps,
      aggregatedContent: content,
      userMessage: created["message"],
      responseMessageId: runSteps.length > 0 ? "a1" : undefined,
      conversationId: "c1",
      titleEvent,
      replayEvents: retry ? [retry] : [],
      collectedUsage,
    },
    pendingEvents: [],
  };
}

function read(frames: readonly Json[]): Frame[] {
  return frames.map((each) => readFrame("message", each)).filter((each) => each !== null);
}

/** What people can see of a run. */
function seen(state: RunState) {
  const { announced: _announced, held: _held, orphans: _orphans, ...rest } = state;
  return { ...rest, parts: Array.from(rest.parts, (part) => part ?? null) };
}

describe("the fold", () => {
  it("shows the same after a snapshot at any point and the tail as after all frames", () => {
    for (let seed = 1; seed <= 120; seed++) {
      const frames = lawfulRun(seed);
      const live = foldFrames(emptyRun, read(frames));
      for (let cut = 1; cut <= frames.length; cut++) {
        const resumed = foldFrames(
          emptyRun,
          read([snapshot(frames.slice(0, cut)), ...frames.slice(cut)]),
        );
        expect(seen(resumed), `seed ${seed}, cut ${cut}`).toEqual(seen(live));
      }
    }
  });

  it("shows the same when the connection heals in the middle of what was already seen", () => {
    const frames = lawfulRun(7);
    const half = Math.floor(frames.length / 2);
    const before = foldFrames(emptyRun, read(frames.slice(0, half)));
    const healed = foldFrames(
      before,
      read([snapshot(frames.slice(0, half + 1)), ...frames.slice(half + 1)]),
    );
    expect(seen(healed)).toEqual(seen(foldFrames(emptyRun, read(frames))));
  });

  it("applies the events between snapshot and subscription", () => {
    const frames = [created, step("s0", 0, 1), text("s0", "a"), text("s0", "b"), text("s0", "c")];
    const sync = { ...snapshot(frames.slice(0, 3)), pendingEvents: [frames[3]] };
    const state = foldFrames(emptyRun, read([sync, frames[4] as Json]));
    expect(state.parts).toEqual([{ type: "text", text: "abc" }]);
  });

  it("holds step events back until the run is announced", () => {
    const frames = read([step("s0", 0, 1), text("s0", "early"), created, text("s0", " late")]);
    const state = foldFrames(emptyRun, frames);
    expect(state.parts).toEqual([{ type: "text", text: "early late" }]);
    expect(state.held).toEqual([]);
  });

  it("keeps a delta until its step is announced", () => {
    const state = foldFrames(
      emptyRun,
      read([created, text("s0", "a"), step("s0", 0, 1), text("s0", "b")]),
    );
    expect(state.parts).toEqual([{ type: "text", text: "ab" }]);
    expect(state.orphans).toEqual({});
  });

  it("drops a delta of another type at a taken index", () => {
    const state = foldFrames(
      emptyRun,
      read([created, step("s0", 0, 1), text("s0", "a"), think("s0", "x")]),
    );
    expect(state.parts).toEqual([{ type: "text", text: "a" }]);
  });

  it("leaves an empty place for an index that was skipped", () => {
    const state = foldFrames(emptyRun, read([created, step("s2", 2, 1), text("s2", "a")]));
    expect(state.parts).toEqual([null, null, { type: "text", text: "a" }]);
  });

  it("starts the parts of a continued answer anew instead of doubling them", () => {
    const continued: RunState = { ...emptyRun, parts: [{ type: "text", text: "One two" }] };
    const frames = read([created, step("s0", 0, 1), text("s0", "One two"), text("s0", " three")]);
    expect(foldFrames(continued, frames).parts).toEqual([{ type: "text", text: "One two three" }]);
  });

  it("puts a run's parts behind content that only the snapshot knows", () => {
    const sync = {
      sync: true,
      resumeState: {
        userMessage: created["message"],
        aggregatedContent: [
          { type: "text", text: "edited" },
          { type: "text", text: "new" },
        ],
        runSteps: [step("s0", 0, 1)["data"] as Json],
      },
    };
    const state = foldFrames(
      emptyRun,
      read([sync, text("s0", "er"), step("s1", 1, 2), text("s1", "x")]),
    );
    expect(state.parts).toEqual(
      ["edited", "newer", "x"].map((each) => ({ type: "text", text: each })),
    );
  });

  it("knows how long a part took", () => {
    const frames = read([created, step("s0", 0, 1000), think("s0", "hm"), closed("s0", 0, 3500)]);
    expect(partDuration(foldFrames(emptyRun, frames), 0)).toBe(2500);
  });

  it("shows a retry until the answer goes on", () => {
    const retry = {
      event: "on_retry",
      data: { attempt: 2, maxAttempts: 3, delayMs: 9, kind: "network" },
    };
    const waiting = foldFrames(emptyRun, read([created, retry]));
    expect(waiting.retry?.attempt).toBe(2);
    const going = foldFrames(waiting, read([step("s0", 0, 1), text("s0", "a")]));
    expect(going.retry).toBeNull();
  });

  it("takes the stored answer at the end, and nothing after it", () => {
    const final = {
      final: true,
      title: "New Chat",
      conversation: { conversationId: "c1" },
      requestMessage: created["message"] as Json,
      responseMessage: {
        messageId: "a9",
        parentMessageId: "u1",
        conversationId: "c1",
        text: "",
        isCreatedByUser: false,
        content: [{ type: "text", text: { value: "whole" } }],
      },
    };
    const title = { event: "title", data: { title: "Kept" } };
    const frames = read([
      created,
      title,
      step("s0", 0, 1),
      text("s0", "who"),
      final,
      text("s0", "x"),
    ]);
    const state = foldFrames(emptyRun, frames);
    expect(state.end?.kind).toBe("completed");
    expect(state.parts).toEqual([{ type: "text", text: "whole" }]);
    expect(state.responseMessageId).toBe("a9");
    expect(state.title).toBe("Kept");
  });

  it.each([
    [{ aborted: true }, "aborted"],
    [{ aborted: true, earlyAbort: true }, "early_abort"],
    [{ reconcile: true }, "reload"],
  ])("tells how a run ended: %o", (extra, kind) => {
    const final = {
      final: true,
      conversation: null,
      requestMessage: null,
      responseMessage: null,
      ...extra,
    };
    expect(foldFrames(emptyRun, read([created, final])).end?.kind).toBe(kind);
  });

  it("keeps what had arrived when the run fails", () => {
    const failure = readFrame("error", { error: '{"type":"no_user_key"}' }) as Frame;
    const before = foldFrames(emptyRun, read([created, step("s0", 0, 1), text("s0", "a")]));
    const state = foldFrame(before, failure);
    expect(state.end).toEqual({ kind: "failed", error: '{"type":"no_user_key"}' });
    expect(state.parts).toEqual([{ type: "text", text: "a" }]);
  });

  it.each([
    [null],
    [42],
    ["x"],
    [[]],
    [{}],
    [{ event: 3 }],
    [{ created: true }],
    [{ text: "legacy" }],
  ])("ignores a frame it does not know: %o", (value) => {
    expect(readFrame("message", value)).toBeNull();
  });

  it("survives frames with missing or wrong fields", () => {
    const hostile: Json[] = [
      created,
      { event: "on_run_step", data: {} },
      { event: "on_run_step", data: { id: "s", index: "0" } },
      { event: "on_message_delta", data: {} },
      { event: "on_message_delta", data: { id: "s", delta: null } },
      { event: "on_run_step_completed", data: { result: null } },
      { event: "on_run_step_closed", data: {} },
      { event: "title", data: { title: 3 } },
      { sync: true },
    ];
    expect(() => foldFrames(emptyRun, read(hostile))).not.toThrow();
  });
});

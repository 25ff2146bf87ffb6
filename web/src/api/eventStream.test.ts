import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FakeServer } from "@/testing/fakeServer";
import { connectionStore } from "./connection";
import { openEventStream, type StreamEnd, type StreamState } from "./eventStream";
import type { ServerEvent } from "./sse";

let server: FakeServer;
const path = "api/agents/chat/stream/c1";
const call = `GET ${path}`;

beforeEach(() => {
  vi.useFakeTimers();
  server = new FakeServer();
});
afterEach(() => {
  server.restore();
  vi.useRealTimers();
});

function follow(options: { resume?: boolean; idleTimeoutMs?: number } = {}) {
  const events: ServerEvent[] = [];
  const states: StreamState[] = [];
  const ends: StreamEnd[] = [];
  const stream = openEventStream({
    path,
    query: { generationCreatedAt: 5 },
    onEvent: (event) => events.push(event),
    isLast: ({ data }) => data === "final",
    onState: (state) => states.push(state),
    onEnd: (end) => ends.push(end),
    ...options,
  });
  return { stream, events, states, ends, texts: () => events.map(({ data }) => data) };
}

/** A response whose body says `texts` and then ends or stays open. */
function streaming(texts: string[], then: "end" | "hang" = "end", signal?: AbortSignal): Response {
  const encoder = new TextEncoder();
  return new Response(
    new ReadableStream({
      start(controller) {
        for (const text of texts) controller.enqueue(encoder.encode(text));
        if (then === "end") controller.close();
        signal?.addEventListener("abort", () =>
          controller.error(new DOMException("", "AbortError")),
        );
      },
    }),
  );
}

describe("an event stream", () => {
  it("ends with its last event and asks no more", async () => {
    server.on(call, () => streaming(["data: a\n\nda", "ta: final\n\n"]));
    const { texts, states, ends } = follow();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(texts()).toEqual(["a", "final"]);
    expect(states).toEqual(["open", "closed"]);
    expect(ends).toEqual([{ reason: "finished" }]);
    expect(server.count(call)).toBe(1);
  });

  it("resumes after a cut, and asks for the snapshot then", async () => {
    const queries: string[] = [];
    server.on(call, ({ query }) => {
      queries.push(query.toString());
      return streaming(queries.length === 1 ? ["data: a\n\n"] : ["data: final\n\n"]);
    });
    const { texts, states } = follow();
    await vi.advanceTimersByTimeAsync(0);
    expect(connectionStore.getState().status).toBe("reconnecting");
    await vi.advanceTimersByTimeAsync(1000);
    expect(texts()).toEqual(["a", "final"]);
    expect(queries).toEqual(["generationCreatedAt=5", "generationCreatedAt=5&resume=true"]);
    expect(states).toEqual(["open", "waiting", "open", "closed"]);
    expect(connectionStore.getState().status).toBe("online");
  });

  it("waits 1, 2, 4, 8, 16, 30, 30 seconds while nothing gets through", async () => {
    server.on(call, () => server.lost());
    const { stream } = follow();
    const times: number[] = [];
    let before = 0;
    for (let second = 0; second <= 95; second++) {
      await vi.advanceTimersByTimeAsync(second === 0 ? 0 : 1000);
      const count = server.count(call);
      if (count > before) times.push(second);
      before = count;
    }
    expect(times).toEqual([0, 1, 3, 7, 15, 31, 61, 91]);
    stream.close();
  });

  it("starts the waiting times anew once an event came", async () => {
    let attempt = 0;
    server.on(call, () => (++attempt === 3 ? streaming(["data: a\n\n"]) : server.lost()));
    const { stream } = follow();
    await vi.advanceTimersByTimeAsync(3000);
    expect(attempt).toBe(3);
    await vi.advanceTimersByTimeAsync(1000);
    expect(attempt).toBe(4);
    stream.close();
  });

  it("ends when the server refuses, with the reason", async () => {
    server.on(call, () => server.status(404, { message: "No such run." }));
    const { ends } = follow({ resume: true });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ends).toMatchObject([
      { reason: "refused", error: { status: 404, message: "No such run." } },
    ]);
    expect(server.count(call)).toBe(1);
  });

  it("goes on trying through 5xx and 429", async () => {
    const answers = [
      () => server.status(503),
      () => server.status(429),
      () => streaming(["data: final\n\n"]),
    ];
    server.on(call, () => answers.shift()?.());
    const { ends } = follow();
    await vi.advanceTimersByTimeAsync(3000);
    expect(ends).toEqual([{ reason: "finished" }]);
  });

  it("takes long silence for a dead line", async () => {
    let attempt = 0;
    server.on(call, ({ signal }) =>
      ++attempt === 1 ? streaming([": ping\n\n"], "hang", signal) : streaming(["data: final\n\n"]),
    );
    const { ends } = follow({ idleTimeoutMs: 5000 });
    await vi.advanceTimersByTimeAsync(4999);
    expect(attempt).toBe(1);
    await vi.advanceTimersByTimeAsync(1001);
    expect(attempt).toBe(2);
    expect(ends).toEqual([{ reason: "finished" }]);
  });

  it("is quiet after close", async () => {
    server.on(call, ({ signal }) => streaming(["data: a\n\n"], "hang", signal));
    const { stream, states, ends } = follow();
    await vi.advanceTimersByTimeAsync(10);
    stream.close();
    stream.close();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(states).toEqual(["open", "closed"]);
    expect(ends).toEqual([{ reason: "closed" }]);
    expect(server.count(call)).toBe(1);
  });
});

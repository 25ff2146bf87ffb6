import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { fakeJwt, FakeServer } from "@/testing/fakeServer";
import { api } from "./client";
import { ApiError } from "./errors";
import {
  currentToken,
  endSession,
  renewalOf,
  refreshSession,
  sessionStore,
  startSession,
} from "./session";
import type { User } from "./types";

const user: User = { id: "1", email: "ada@example.com", role: "USER", provider: "local" };
let server: FakeServer;

beforeEach(() => {
  server = new FakeServer();
  endSession();
});
afterEach(() => server.restore());

describe("a request with an ended token", () => {
  it("renews the token once for many requests, and repeats each", async () => {
    const renewed = fakeJwt(900);
    startSession("old", user);
    server.on("POST api/auth/refresh", () => ({ token: renewed, user }));
    server.on("GET api/things", ({ token }) =>
      token === renewed ? ["a thing"] : server.status(401),
    );

    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => api.get<string[]>("api/things")));

    expect(answers).toEqual(Array.from({ length: 5 }, () => ["a thing"]));
    expect(server.count("POST api/auth/refresh")).toBe(1);
    expect(sessionStore.getState().token).toBe(renewed);
  });

  it("does not renew again when another request has done so meanwhile", async () => {
    startSession("old", user);
    server.on("GET api/things", ({ token }) => {
      if (token === "new") return [];
      sessionStore.setState({ token: "new" });
      return server.status(401);
    });

    await expect(api.get("api/things")).resolves.toEqual([]);
    expect(server.count("POST api/auth/refresh")).toBe(0);
  });

  it("ends the session when the renewal is refused twice, and says 401", async () => {
    startSession("old", user);
    server.on("GET api/things", () => server.status(401, { message: "Unauthorized" }));
    server.on("POST api/auth/refresh", () => server.status(401));

    await expect(api.get("api/things")).rejects.toMatchObject({ status: 401, kind: "signed-out" });
    expect(sessionStore.getState().status).toBe("signed-out");
    // Twice, because another tab may have rotated the cookie in between.
    expect(server.count("POST api/auth/refresh")).toBe(2);
    expect(server.count("GET api/things")).toBe(1);
  });

  it("gives up after one repetition", async () => {
    startSession("old", user);
    server.on("POST api/auth/refresh", () => ({ token: fakeJwt(900), user }));
    server.on("GET api/things", () => server.status(401));

    await expect(api.get("api/things")).rejects.toBeInstanceOf(ApiError);
    expect(server.count("GET api/things")).toBe(2);
  });
});

describe("refreshing", () => {
  it("takes the plain sentence of a server without a cookie as signed out", async () => {
    server.on("POST api/auth/refresh", () => server.text(200, "Refresh token not provided"));
    await expect(refreshSession()).resolves.toBeUndefined();
    expect(sessionStore.getState().status).toBe("signed-out");
  });

  it("keeps the session when the server cannot be reached", async () => {
    startSession("old", user);
    server.on("POST api/auth/refresh", () => server.lost());
    await expect(refreshSession()).rejects.toMatchObject({ kind: "network" });
    expect(sessionStore.getState()).toMatchObject({ status: "signed-in", token: "old" });
  });

  it("keeps the session when the server is in trouble", async () => {
    startSession("old", user);
    server.on("POST api/auth/refresh", () => server.status(503));
    await expect(refreshSession()).rejects.toMatchObject({ kind: "server" });
    expect(sessionStore.getState().status).toBe("signed-in");
  });

  it("happens before a request when the token is about to end", async () => {
    startSession(fakeJwt(0), user);
    server.on("POST api/auth/refresh", () => ({ token: fakeJwt(900), user }));
    await currentToken();
    expect(server.count("POST api/auth/refresh")).toBe(1);
    await currentToken();
    expect(server.count("POST api/auth/refresh")).toBe(1);
  });

  it("uses the old token for a last moment when the renewal does not get through", async () => {
    const ending = fakeJwt(0);
    startSession(ending, user);
    server.on("POST api/auth/refresh", () => server.lost());
    await expect(currentToken()).resolves.toBe(ending);
  });
});

describe("the renewal of a token", () => {
  it("counts from now by the local clock, however wrong that is", () => {
    vi.useFakeTimers({ now: new Date("2001-01-01T00:00:00Z") });
    try {
      expect(renewalOf(fakeJwt(900, Date.parse("2026-01-01T00:00:00Z")))).toBe(
        Date.now() + 840_000,
      );
    } finally {
      vi.useRealTimers();
    }
  });

  it("waits for the last fifth of a short life", () => {
    expect(renewalOf(fakeJwt(10), 1000)).toBe(9000);
  });

  it("is unknown for a token that is no JWT", () => {
    expect(renewalOf("opaque")).toBeUndefined();
    expect(renewalOf("a.b.c")).toBeUndefined();
  });
});

describe("an error", () => {
  it("carries the server's sentence, code and request id", async () => {
    server.on("GET api/things", () =>
      server.status(
        409,
        { code: "TAKEN", message: "That name is taken." },
        { "X-Request-Id": "r-17" },
      ),
    );
    await expect(api.get("api/things")).rejects.toMatchObject({
      message: "That name is taken.",
      code: "TAKEN",
      requestId: "r-17",
      status: 409,
      kind: "rejected",
    });
  });

  it("shows no page of a proxy as a sentence", async () => {
    server.on("GET api/things", () => server.text(502, "<html><body>Bad gateway</body></html>"));
    await expect(api.get("api/things")).rejects.toMatchObject({ message: "", kind: "server" });
  });

  it("reads LibreChat's other shapes", async () => {
    server.on("GET api/a", () => server.status(404, { error: "Conversation not found" }));
    server.on("GET api/b", () => server.text(500, "Error saving the preset"));
    await expect(api.get("api/a")).rejects.toMatchObject({
      message: "Conversation not found",
      kind: "missing",
    });
    await expect(api.get("api/b")).rejects.toMatchObject({ message: "Error saving the preset" });
  });

  it("stays an abort when the caller gave up", async () => {
    server.on("GET api/things", () => server.never());
    const controller = new AbortController();
    const answer = api.get("api/things", { signal: controller.signal });
    controller.abort();
    await expect(answer).rejects.toMatchObject({ name: "AbortError" });
  });
});

import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Plugin } from "vite";
import { MockRun, type StartBody } from "./mockRuns.ts";
import {
  endpoints,
  models,
  NO_PARENT,
  seedConversations,
  seedMessages,
  type MockConversation,
  type MockMessage,
} from "./mockData.ts";

/** The policy that the real server sends, so that `vite preview` finds violations too. */
const policy =
  "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; " +
  "connect-src 'self'; frame-src 'none'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

type Handler = (request: Call) => unknown;
type Route = [method: string, path: RegExp, Handler];

interface Call {
  params: string[];
  query: URLSearchParams;
  body: never;
  request: IncomingMessage;
  response: ServerResponse;
}

/**
 * Speaks enough of the wire contract to develop the client without a server: any email and password
 * sign in, except that the password `wrong` is refused; a user whose mail starts with `new` has no
 * conversations. Used by `vite` and `vite preview`, never part of a build.
 */
export function mockServer(): Plugin {
  const handle = createMock();
  return {
    name: "klatch-mock-server",
    configureServer: ({ middlewares }) => void middlewares.use(handle),
    configurePreviewServer: ({ middlewares }) => {
      middlewares.use((_request, response, next) => {
        response.setHeader("Content-Security-Policy", policy);
        next();
      });
      middlewares.use(handle);
    },
  };
}

const handled = Symbol("handled");

/** One account with its conversations and runs. */
function createWorld(email: string, name: string) {
  const conversations = new Map<string, MockConversation>();
  const messages = new Map<string, MockMessage[]>();
  const deleted = new Map<string, MockConversation>();
  const runs = new Map<string, MockRun>();
  const id = "65f000000000000000000001";
  const user = {
    id,
    _id: id,
    email,
    name,
    username: name.toLowerCase(),
    avatar: null,
    role: "ADMIN",
    provider: "local",
  };
  for (const row of email.startsWith("new") ? [] : seedConversations(Date.now())) {
    conversations.set(row.conversationId, row);
  }
  const messagesOf = (conversationId: string) => {
    const row = conversations.get(conversationId);
    if (row === undefined) return undefined;
    if (!messages.has(conversationId)) messages.set(conversationId, seedMessages(row));
    return messages.get(conversationId);
  };
  const routes: Route[] = [
    ["GET", /^user$/, () => user],
    ["GET", /^endpoints$/, () => endpoints],
    ["GET", /^models$/, () => models],
    ["GET", /^convos$/, ({ query }) => page([...conversations.values()], query)],
    [
      "GET",
      /^convos\/gen_title\/(.+)$/,
      ({ params }) => ({ title: conversations.get(params[0] ?? "")?.title }),
    ],
    [
      "GET",
      /^convos\/([^/]+)$/,
      ({ params }) =>
        conversations.get(params[0] ?? "") ?? status(404, { error: "Conversation not found" }),
    ],
    [
      "POST",
      /^convos\/update$/,
      ({ body }) => {
        const { arg } = body as { arg: { conversationId: string; title: string } };
        const row = conversations.get(arg.conversationId);
        if (row === undefined) return status(404, { error: "Conversation not found" });
        row.title = arg.title;
        return row;
      },
    ],
    [
      "DELETE",
      /^convos$/,
      ({ body }) => {
        const { arg } = body as { arg: { conversationId: string } };
        const row = conversations.get(arg.conversationId);
        if (row !== undefined) deleted.set(arg.conversationId, row);
        conversations.delete(arg.conversationId);
        return status(201, { acknowledged: true, deletedCount: 1 });
      },
    ],
    [
      "POST",
      /^klatch\/conversations\/([^/]+)\/restore$/,
      ({ params }) => {
        const row = deleted.get(params[0] ?? "");
        if (row === undefined)
          return status(404, { message: "Too late: the conversation is gone." });
        conversations.set(row.conversationId, row);
        return row;
      },
    ],
    [
      "GET",
      /^messages\/([^/]+)$/,
      ({ params }) =>
        messagesOf(params[0] ?? "") ?? status(404, { error: "Conversation not found" }),
    ],
    [
      "PUT",
      /^messages\/([^/]+)\/([^/]+)$/,
      ({ params, body }) => {
        const row = messagesOf(params[0] ?? "")?.find(({ messageId }) => messageId === params[1]);
        if (row === undefined) return status(404, { error: "Message not found" });
        Object.assign(row, { text: (body as { text: string }).text });
        return row;
      },
    ],
    [
      "GET",
      /^agents\/chat\/active$/,
      () => ({ activeJobIds: [...runs].filter(([, run]) => !run.done).map(([id]) => id) }),
    ],
    [
      "GET",
      /^agents\/chat\/status\/(.+)$/,
      ({ params }) => {
        const run = runs.get(params[0] ?? "");
        if (run === undefined || run.done) return { active: false };
        return {
          active: true,
          streamId: params[0],
          status: "running",
          createdAt: run.createdAt,
          aggregatedContent: [],
        };
      },
    ],
    [
      "GET",
      /^agents\/chat\/stream\/(.+)$/,
      ({ params, query, response }) => {
        const run = runs.get(params[0] ?? "");
        if (run === undefined || run.done)
          return status(404, { error: "Not Found", message: "No such run." });
        run.attach(response, query.get("resume") === "true");
        return handled;
      },
    ],
    [
      "POST",
      /^agents\/chat\/abort$/,
      ({ body }) => {
        const { conversationId, streamId } = body as { conversationId?: string; streamId?: string };
        const id = streamId ?? conversationId ?? "";
        runs.get(id)?.abort();
        return { success: true, aborted: id };
      },
    ],
    ["POST", /^agents\/chat\/([^/]+)$/, ({ body }) => start(body as StartBody)],
    ["GET", /^(banner|search\/enable)$/, () => null],
  ];

  function start(body: StartBody) {
    const now = new Date().toISOString();
    const id = body.conversationId ?? randomUUID();
    const conversation: MockConversation = {
      ...(conversations.get(id) ?? {
        conversationId: id,
        title: body.text.slice(0, 40),
        createdAt: now,
      }),
      endpoint: body.endpoint,
      endpointType: "custom",
      model: body.model,
      updatedAt: now,
    };
    const known = messagesOf(id) ?? [];
    conversations.set(id, conversation);
    messages.set(id, known);
    const old = known.find(({ messageId }) => messageId === body.overrideParentMessageId);
    const question: MockMessage = old ?? {
      messageId: randomUUID(),
      conversationId: id,
      parentMessageId: body.parentMessageId || NO_PARENT,
      text: body.text,
      isCreatedByUser: true,
      sender: "User",
      endpoint: body.endpoint,
      model: null,
      unfinished: false,
      error: false,
      createdAt: now,
      updatedAt: now,
    };
    if (old === undefined) known.push(question);
    const run = new MockRun(conversation, question, (answer) => known.push(answer));
    runs.set(id, run);
    return {
      streamId: id,
      conversationId: id,
      generationCreatedAt: run.createdAt,
      status: "started",
      generationProtocolVersion: 1,
    };
  }

  return { user, routes };
}

type World = ReturnType<typeof createWorld>;

const COOKIE = /mockSession=([^;]+)/;

function createMock() {
  const worlds = new Map<string, World>();
  let firstUser = true;

  const worldOf = (email: string, name = "Ada Lovelace"): World => {
    const known = worlds.get(email) ?? createWorld(email, name);
    worlds.set(email, known);
    return known;
  };
  const worldOfCookie = ({ headers }: IncomingMessage): World | undefined => {
    const email = COOKIE.exec(headers.cookie ?? "")?.[1];
    return email === undefined ? undefined : worldOf(decodeURIComponent(email));
  };
  const setCookie = (response: ServerResponse, email: string, age: number) =>
    response.setHeader(
      "Set-Cookie",
      `mockSession=${encodeURIComponent(email)}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${age}`,
    );

  const open: Route[] = [
    ["GET", /^config$/, () => config(firstUser)],
    [
      "POST",
      /^auth\/refresh$/,
      ({ request }) => {
        const world = worldOfCookie(request);
        return world === undefined
          ? "Refresh token not provided"
          : { token: fakeToken(), user: world.user };
      },
    ],
    [
      "POST",
      /^auth\/register$/,
      ({ body }) => {
        const { email, name } = body as { email: string; name: string };
        firstUser = false;
        worldOf(email, name);
        return { message: "Please check your email to verify your email address." };
      },
    ],
    [
      "POST",
      /^auth\/login$/,
      ({ body, response }) => {
        const { email, password } = body as { email: string; password: string };
        if (password.startsWith("wrong")) return status(404, { message: "Incorrect password." });
        setCookie(response, email, 86_400);
        return { token: fakeToken(), user: worldOf(email).user };
      },
    ],
    [
      "POST",
      /^auth\/logout$/,
      ({ response }) => {
        setCookie(response, "", 0);
        return { message: "Logout successful" };
      },
    ],
  ];

  return (request: IncomingMessage, response: ServerResponse, next: () => void) => {
    const url = new URL(request.url ?? "/", "http://mock");
    if (!url.pathname.startsWith("/api/")) return next();
    void readJson(request).then((body) => {
      const path = url.pathname.slice("/api/".length);
      const world = worldOfCookie(request);
      for (const [method, pattern, handler] of [...open, ...(world?.routes ?? [])]) {
        const match = method === request.method ? pattern.exec(path) : null;
        if (match === null) continue;
        const params = match.slice(1).map(decodeURIComponent);
        return answer(
          response,
          handler({ params, query: url.searchParams, body: body as never, request, response }),
        );
      }
      return answer(
        response,
        world === undefined
          ? status(401, { message: "Unauthorized" })
          : status(404, { message: "Endpoint not found" }),
      );
    });
  };
}

function config(firstUser: boolean) {
  return {
    appTitle: "Klatch",
    serverDomain: "http://localhost:3080",
    emailLoginEnabled: true,
    registrationEnabled: true,
    passwordResetEnabled: false,
    socialLoginEnabled: false,
    socialLogins: [],
    minPasswordLength: 8,
    interface: {},
    klatch: { firstUser, version: "0.1.0" },
  };
}

function page(rows: MockConversation[], query: URLSearchParams) {
  const search = (query.get("search") ?? "").toLowerCase();
  const limit = Number(query.get("limit") ?? 25);
  const start = Number(query.get("cursor") ?? 0);
  const found = rows
    .filter(({ title }) => title.toLowerCase().includes(search))
    .sort((one, other) => other.updatedAt.localeCompare(one.updatedAt));
  const end = start + limit;
  return {
    conversations: found.slice(start, end),
    nextCursor: end < found.length ? String(end) : null,
  };
}

class Status {
  readonly code: number;
  readonly body: unknown;

  constructor(code: number, body: unknown) {
    this.code = code;
    this.body = body;
  }
}

const status = (code: number, body: unknown) => new Status(code, body);

function answer(response: ServerResponse, result: unknown): void {
  if (result === handled) return;
  const { code, body } = result instanceof Status ? result : new Status(200, result);
  response.statusCode = code;
  response.setHeader("X-Request-Id", randomUUID().slice(0, 8));
  if (typeof body === "string") return void response.end(body);
  response.setHeader("Content-Type", "application/json");
  response.end(JSON.stringify(body ?? null));
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text === "" ? undefined : JSON.parse(text);
}

function fakeToken(): string {
  const seconds = Math.floor(Date.now() / 1000);
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "none" })}.${part({ iat: seconds, exp: seconds + 900 })}.mock`;
}

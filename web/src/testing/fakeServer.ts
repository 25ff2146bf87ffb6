import { vi } from "vitest";

export interface FakeRequest {
  token: string | undefined;
  query: URLSearchParams;
  body: unknown;
  signal: AbortSignal | undefined;
}

type Answer = Response | Promise<Response> | object | string | null | undefined;
type Handler = (request: FakeRequest) => Answer;

/** Answers `fetch` in unit tests; browser tests talk to the real server instead. */
export class FakeServer {
  private readonly handlers = new Map<string, Handler>();
  private readonly counts = new Map<string, number>();
  private readonly spy = vi.spyOn(globalThis, "fetch");

  constructor() {
    this.spy.mockImplementation((input, init) => this.answer(String(input), init ?? {}));
  }

  /** @param call method and path, such as `GET api/convos` */
  on(call: string, handler: Handler): void {
    this.handlers.set(call, handler);
  }

  count(call: string): number {
    return this.counts.get(call) ?? 0;
  }

  status(status: number, body: unknown = {}, headers: Record<string, string> = {}): Response {
    return new Response(JSON.stringify(body), { status, headers });
  }

  text(status: number, body: string): Response {
    return new Response(body, { status });
  }

  /** The connection fails. */
  lost(): Promise<Response> {
    return Promise.reject(new TypeError("Failed to fetch"));
  }

  /** No answer ever comes. */
  never(): Promise<Response> {
    return new Promise(() => undefined);
  }

  restore(): void {
    this.spy.mockRestore();
  }

  private async answer(address: string, init: RequestInit): Promise<Response> {
    const url = new URL(address);
    const call = `${init.method ?? "GET"} ${url.pathname.slice(1)}`;
    this.counts.set(call, this.count(call) + 1);
    const handler = this.handlers.get(call);
    if (handler === undefined) return this.status(404, { message: `no handler for ${call}` });
    const authorization = new Headers(init.headers).get("Authorization");
    const result = handler({
      token: authorization?.replace("Bearer ", ""),
      query: url.searchParams,
      body: typeof init.body === "string" ? (JSON.parse(init.body) as unknown) : undefined,
      signal: init.signal ?? undefined,
    });
    const answer = result instanceof Promise ? result : Promise.resolve(result);
    const settled = await Promise.race([answer, aborted(init.signal)]);
    return settled instanceof Response ? settled : this.status(200, settled);
  }
}

function aborted(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_, reject) => {
    const fail = () => reject(new DOMException("Aborted", "AbortError"));
    if (signal?.aborted === true) fail();
    signal?.addEventListener("abort", fail);
  });
}

/** An unsigned token that lives for `seconds`, issued at `issued` (ms). */
export function fakeJwt(seconds: number, issued: number = Date.now()): string {
  const iat = Math.floor(issued / 1000);
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "none" })}.${part({ iat, exp: iat + seconds, salt: Math.random() })}.x`;
}

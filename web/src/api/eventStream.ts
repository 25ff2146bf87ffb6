import { send } from "./client";
import { reportStream } from "./connection";
import { ApiError } from "./errors";
import { SseParser, type ServerEvent } from "./sse";
import type { Query } from "./url";

/**
 * - `connecting`: the first attempt is under way
 * - `open`: bytes flow
 * - `waiting`: the connection was lost, the next attempt is due (or under way)
 * - `closed`: finished, failed for good, or closed by the reader
 */
export type StreamState = "connecting" | "open" | "waiting" | "closed";

/** Why a stream ended: its last event came, the server refuses it for good, or `close()` was called. */
export type StreamEnd =
  { reason: "finished" } | { reason: "refused"; error: ApiError } | { reason: "closed" };

export interface EventStreamOptions {
  /** Path below the mount point, such as `api/agents/chat/stream/<id>`. */
  path: string;
  query?: Query;
  /** Ask for a snapshot on the very first attempt too; every further attempt asks for it anyway. */
  resume?: boolean;
  onEvent: (event: ServerEvent) => void;
  /** Says whether this event is the stream's last; no reconnection follows it. */
  isLast: (event: ServerEvent) => boolean;
  onState?: (state: StreamState) => void;
  onEnd?: (end: StreamEnd) => void;
  /** Silence (no byte, not even a heartbeat) after which the connection counts as dead, in ms. */
  idleTimeoutMs?: number;
}

export interface EventStream {
  readonly state: StreamState;
  close(): void;
}

/** Waiting times between attempts, in seconds; the last one repeats. */
export const RETRY_SECONDS = [1, 2, 4, 8, 16, 30] as const;

const DEFAULT_IDLE_TIMEOUT_MS = 60_000;

/**
 * Follows a server-sent event stream over fetch (so that the bearer header travels), through lost
 * connections: it waits 1, 2, 4 … 30 seconds, or until the browser says it is online again, and asks
 * with `resume=true`. Answers of 4xx other than 408 and 429 end it.
 */
export function openEventStream(options: EventStreamOptions): EventStream {
  return new ResumableStream(options);
}

class ResumableStream implements EventStream {
  state: StreamState = "connecting";
  private readonly options: EventStreamOptions;
  private readonly closing = new AbortController();
  private attempts = 0;

  constructor(options: EventStreamOptions) {
    this.options = options;
    reportStream(this, "connecting");
    void this.run();
  }

  close(): void {
    if (this.state === "closed") return;
    this.closing.abort();
    this.end({ reason: "closed" });
  }

  private async run(): Promise<void> {
    let resume = this.options.resume ?? false;
    while (this.state !== "closed") {
      const outcome = await this.attempt(resume);
      if (this.isClosed()) return;
      if (outcome !== "lost") return this.end(outcome);
      this.become("waiting");
      await this.pause();
      resume = true;
    }
  }

  private async attempt(resume: boolean): Promise<StreamEnd | "lost"> {
    const attempt = new AbortController();
    const abort = () => attempt.abort();
    this.closing.signal.addEventListener("abort", abort);
    try {
      const response = await send("GET", this.options.path, {
        query: { ...this.options.query, ...(resume ? { resume: true } : {}) },
        headers: { Accept: "text/event-stream" },
        signal: attempt.signal,
      });
      if (response.body === null) return "lost";
      this.become("open");
      return await this.read(response.body.getReader(), attempt);
    } catch (error) {
      if (error instanceof ApiError && isFinal(error)) return { reason: "refused", error };
      return "lost";
    } finally {
      this.closing.signal.removeEventListener("abort", abort);
      attempt.abort();
    }
  }

  private async read(
    reader: ReadableStreamDefaultReader<Uint8Array>,
    attempt: AbortController,
  ): Promise<StreamEnd | "lost"> {
    const parser = new SseParser();
    const decoder = new TextDecoder();
    const idleTimeout = this.options.idleTimeoutMs ?? DEFAULT_IDLE_TIMEOUT_MS;
    let timer = setTimeout(() => attempt.abort(), idleTimeout);
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done || this.isClosed()) return "lost";
        clearTimeout(timer);
        timer = setTimeout(() => attempt.abort(), idleTimeout);
        for (const event of parser.push(decoder.decode(value, { stream: true }))) {
          this.attempts = 0;
          this.options.onEvent(event);
          if (this.isClosed()) return "lost";
          if (this.options.isLast(event)) return { reason: "finished" };
        }
      }
    } finally {
      clearTimeout(timer);
    }
  }

  /** Waits for the next attempt; coming online or becoming visible again cuts the wait short. */
  private pause(): Promise<void> {
    const seconds = RETRY_SECONDS[Math.min(this.attempts, RETRY_SECONDS.length - 1)] ?? 30;
    this.attempts++;
    return new Promise((resolve) => {
      const target = typeof window === "undefined" ? undefined : window;
      const done = () => {
        clearTimeout(timer);
        target?.removeEventListener("online", done);
        this.closing.signal.removeEventListener("abort", done);
        resolve();
      };
      const timer = setTimeout(done, seconds * 1000);
      target?.addEventListener("online", done);
      this.closing.signal.addEventListener("abort", done);
    });
  }

  private become(state: StreamState): void {
    if (this.isClosed() || this.state === state) return;
    this.state = state;
    reportStream(this, state);
    this.options.onState?.(state);
  }

  private end(end: StreamEnd): void {
    if (this.isClosed()) return;
    this.become("closed");
    this.options.onEnd?.(end);
  }

  /** A method, because the state changes under an `await` where the compiler cannot see it. */
  private isClosed(): boolean {
    return this.state === "closed";
  }
}

function isFinal(error: ApiError): boolean {
  return error.status >= 400 && error.status < 500 && error.status !== 408 && error.status !== 429;
}

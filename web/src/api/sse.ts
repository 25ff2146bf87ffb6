/** One dispatched server-sent event. */
export interface ServerEvent {
  /** `message` unless the server named it. */
  event: string;
  data: string;
  id: string | undefined;
}

/**
 * Incremental parser of the event-stream format (WHATWG HTML 9.2.6). Feed it decoded text in any
 * pieces; it answers the events that became complete. Comments (heartbeats) and events without data
 * yield nothing.
 */
export class SseParser {
  private buffer = "";
  private event = "";
  private data: string[] = [];
  private id: string | undefined;
  private started = false;

  push(text: string): ServerEvent[] {
    let input = text;
    if (!this.started && input !== "") {
      this.started = true;
      if (input.startsWith("\uFEFF")) input = input.slice(1);
    }
    this.buffer += input;
    const events: ServerEvent[] = [];
    let start = 0;
    for (;;) {
      const end = this.lineEnd(start);
      if (end === undefined) break;
      const event = this.line(this.buffer.slice(start, end.at));
      if (event !== undefined) events.push(event);
      start = end.next;
    }
    this.buffer = this.buffer.slice(start);
    return events;
  }

  /** The next line break (LF, CR or CRLF); a CR at the very end may be half of a CRLF, so it waits. */
  private lineEnd(from: number): { at: number; next: number } | undefined {
    for (let at = from; at < this.buffer.length; at++) {
      const code = this.buffer.charCodeAt(at);
      if (code === 10) return { at, next: at + 1 };
      if (code === 13) {
        if (at + 1 === this.buffer.length) return undefined;
        return { at, next: this.buffer.charCodeAt(at + 1) === 10 ? at + 2 : at + 1 };
      }
    }
    return undefined;
  }

  private line(line: string): ServerEvent | undefined {
    if (line === "") return this.dispatch();
    const colon = line.indexOf(":");
    if (colon === 0) return undefined;
    const field = colon < 0 ? line : line.slice(0, colon);
    const raw = colon < 0 ? "" : line.slice(colon + 1);
    const value = raw.startsWith(" ") ? raw.slice(1) : raw;
    if (field === "event") this.event = value;
    else if (field === "data") this.data.push(value);
    else if (field === "id" && !value.includes("\0")) this.id = value;
    return undefined;
  }

  private dispatch(): ServerEvent | undefined {
    const event =
      this.data.length === 0
        ? undefined
        : { event: this.event || "message", data: this.data.join("\n"), id: this.id };
    this.event = "";
    this.data = [];
    return event;
  }
}

/** How recorded bytes are made readable, without changing what they say. */

/** JSON with indentation, anything else as it is. */
export function prettyJson(text: string): string {
  const start = text.trimStart().charAt(0);
  if (start !== "{" && start !== "[") return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

export interface StreamEventRow {
  /** Place in the stream, from 1. */
  readonly number: number;
  readonly event: string;
  readonly data: string;
}

/** The events of a recorded event stream; null when the text is none. */
export function streamEvents(text: string): readonly StreamEventRow[] | null {
  if (!/^(?:data|event|id|:)/m.test(text.slice(0, 200))) return null;
  const events: StreamEventRow[] = [];
  for (const block of text.split(/\r?\n\r?\n/)) {
    const lines = block.split(/\r?\n/);
    const field = (name: string) =>
      lines
        .filter((line) => line.startsWith(`${name}:`))
        .map((line) => line.slice(name.length + 1).replace(/^ /, ""))
        .join("\n");
    const data = field("data");
    if (data !== "") events.push({ number: events.length + 1, event: field("event"), data });
  }
  return events.length > 0 ? events : null;
}

export interface Span {
  readonly name: "connect" | "wait" | "read";
  /** Milliseconds from the start of the call. */
  readonly from: number;
  readonly length: number;
}

/** The phases of a call, one after the other; phases that are not known are left out. */
export function timeSpans(call: {
  readonly connectMs?: number | null;
  readonly firstByteMs?: number | null;
  readonly totalMs?: number | null;
}): readonly Span[] {
  const spans: Span[] = [];
  const marks: readonly [Span["name"], number | null | undefined][] = [
    ["connect", call.connectMs],
    ["wait", call.firstByteMs],
    ["read", call.totalMs],
  ];
  let from = 0;
  for (const [name, until] of marks) {
    if (until === null || until === undefined || until < from) continue;
    spans.push({ name, from, length: until - from });
    from = until;
  }
  return spans;
}

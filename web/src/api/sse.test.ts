import { describe, expect, it } from "vitest";
import { SseParser, type ServerEvent } from "./sse";

const parse = (...pieces: string[]): ServerEvent[] => {
  const parser = new SseParser();
  return pieces.flatMap((piece) => parser.push(piece));
};
const message = (data: string): ServerEvent => ({ event: "message", data, id: undefined });

describe("the event-stream parser", () => {
  it("reads events, named or not", () => {
    expect(parse("data: a\n\nevent: error\ndata: b\n\n")).toEqual([
      message("a"),
      { event: "error", data: "b", id: undefined },
    ]);
  });

  it("joins data lines and takes one blank after the colon only", () => {
    expect(parse("data:a\ndata:  b\ndata\n\n")).toEqual([message("a\n b\n")]);
  });

  it("ignores comments, unknown fields and events without data", () => {
    expect(parse(": ping\n\nretry: 10\nevent: x\n\nfoo: bar\ndata: a\n\n")).toEqual([message("a")]);
  });

  it("does not give out an event before its blank line", () => {
    expect(parse("data: a\n")).toEqual([]);
    expect(parse("data: a\n", "\n")).toEqual([message("a")]);
  });

  it("takes LF, CR and CRLF, also cut between CR and LF", () => {
    expect(parse("data: a\r\n\r\ndata: b\r\rdata: c\n\n")).toEqual([
      message("a"),
      message("b"),
      message("c"),
    ]);
    expect(parse("data: a\r", "\n\r", "\n")).toEqual([message("a")]);
  });

  it("strips a byte order mark at the start only", () => {
    expect(parse("\uFEFFdata: a\n\n")).toEqual([message("a")]);
  });

  it("remembers the last id", () => {
    expect(parse("id: 7\ndata: a\n\ndata: b\n\n").map(({ id }) => id)).toEqual(["7", "7"]);
  });

  it("gives the same events for every way of cutting the bytes", () => {
    const text =
      'event: message\r\ndata: {"text":"grüß dich"}\r\n\r\n: ping\n\nid: 1\ndata: x\ndata: y\n\n';
    const whole = parse(text);
    expect(whole).toHaveLength(2);
    for (let cut = 1; cut < text.length; cut++) {
      expect(parse(text.slice(0, cut), text.slice(cut))).toEqual(whole);
    }
    expect(parse(...text)).toEqual(whole);
  });
});

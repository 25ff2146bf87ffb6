import { describe, expect, it } from "vitest";
import { prettyJson, streamEvents, timeSpans } from "./prettyWire";

describe("recorded calls", () => {
  it("are indented where they are JSON and left alone where they are not", () => {
    expect(prettyJson('{"a":1}')).toBe('{\n  "a": 1\n}');
    for (const text of ["", "<html>", '{"cut": ', "plain"]) expect(prettyJson(text)).toBe(text);
  });

  it("are split into their events", () => {
    const text =
      ': ping\n\ndata: {"a":1}\n\nevent: error\r\ndata: x\r\ndata: y\r\n\r\ndata: [DONE]\n\n';
    expect(streamEvents(text)).toEqual([
      { number: 1, event: "", data: '{"a":1}' },
      { number: 2, event: "error", data: "x\ny" },
      { number: 3, event: "", data: "[DONE]" },
    ]);
    expect(streamEvents('{"data": "no stream"}')).toBeNull();
  });

  it("have phases that add up to the whole", () => {
    expect(timeSpans({ connectMs: 10, firstByteMs: 110, totalMs: 500 })).toEqual([
      { name: "connect", from: 0, length: 10 },
      { name: "wait", from: 10, length: 100 },
      { name: "read", from: 110, length: 390 },
    ]);
    expect(timeSpans({ totalMs: 5 })).toEqual([{ name: "read", from: 0, length: 5 }]);
    expect(timeSpans({})).toEqual([]);
  });
});

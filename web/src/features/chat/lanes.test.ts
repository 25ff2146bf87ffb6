import { describe, expect, it } from "vitest";
import { laneOf, lanesOf, writerOf } from "./lanes";

const first = { type: "text", text: "one", agentId: "E__m___Name", groupId: 1 } as const;
const second = { type: "text", text: "two", agentId: "E__m___Name____1", groupId: 1 } as const;

describe("the lanes of an answer", () => {
  it("are none where one model wrote it", () => {
    expect(lanesOf([{ type: "text", text: "alone" }], 1)).toBeNull();
  });

  it("keep the places that parts have in the whole", () => {
    expect(lanesOf([first, second, { ...first, text: "more" }], 1)).toEqual([
      {
        lane: 0,
        agentId: first.agentId,
        parts: [
          { part: first, index: 0 },
          { part: { ...first, text: "more" }, index: 2 },
        ],
      },
      { lane: 1, agentId: second.agentId, parts: [{ part: second, index: 1 }] },
    ]);
  });

  it("are there before their first words when two are expected", () => {
    expect(lanesOf([null, second], 2)?.map(({ parts }) => parts.length)).toEqual([0, 1]);
  });
});

describe("a writer's id", () => {
  it("tells its lane and its name from the right", () => {
    expect(laneOf("E__m___Name")).toBe(0);
    expect(laneOf("agent_x____1")).toBe(1);
    expect(writerOf("E__a__b___Na__me____1")).toEqual({ path: "E__a__b", name: "Na__me" });
    expect(writerOf("agent_x____1")).toEqual({ path: "agent_x", name: "agent_x" });
  });
});

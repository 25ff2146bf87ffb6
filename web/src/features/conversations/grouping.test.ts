import { describe, expect, it } from "vitest";
import type { Conversation } from "@/api";
import { groupByAge } from "./grouping";
import { buildRows } from "./rows";

const now = new Date(2026, 10, 20, 0, 30);

function conversation(id: string, updated: Date): Conversation {
  const at = updated.toISOString();
  return { conversationId: id, title: id, endpoint: "E", createdAt: at, updatedAt: at };
}
const keys = (dates: Date[]) =>
  groupByAge(
    dates.map((date, index) => conversation(String(index), date)),
    now,
  ).map(({ key }) => key);

describe("grouping by age", () => {
  it("goes by calendar days, not by hours", () => {
    expect(keys([new Date(2026, 10, 20, 0, 10), new Date(2026, 10, 19, 23, 50)])).toEqual([
      "today",
      "yesterday",
    ]);
    expect(keys([new Date(2026, 10, 19, 0, 0), new Date(2026, 10, 18, 23, 59)])).toEqual([
      "yesterday",
      "week",
    ]);
  });

  it("keeps seven days before months begin", () => {
    expect(keys([new Date(2026, 10, 13), new Date(2026, 10, 12, 23)])).toEqual(["week", "2026-11"]);
  });

  it("names months with their year apart", () => {
    expect(keys([new Date(2026, 9, 3), new Date(2025, 9, 3), new Date(2025, 9, 1)])).toEqual([
      "2026-10",
      "2025-10",
    ]);
  });

  it("calls what a fast clock dated tomorrow today", () => {
    expect(keys([new Date(2026, 10, 21)])).toEqual(["today"]);
  });

  it("makes no group of nothing", () => {
    expect(groupByAge([], now)).toEqual([]);
  });
});

describe("the rows of the list", () => {
  it("show a conversation once that moved between two pages", () => {
    const moved = conversation("a", new Date(2026, 10, 20));
    const rows = buildRows([moved, conversation("b", new Date(2026, 10, 20)), { ...moved }], now);
    expect(rows.map(({ key }) => key)).toEqual(["group:today", "a", "b"]);
  });
});

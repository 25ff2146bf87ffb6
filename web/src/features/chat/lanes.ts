/** The answers of several models inside one message. Each has a lane; its parts say by their writer which. */
import type { Part } from "./stream/frames";

/** A part with its place in the whole content, which is its identity. */
export interface PlacedPart {
  readonly part: Part;
  readonly index: number;
}

export interface Lane {
  readonly lane: number;
  /** Who writes in it, as the wire names it; undefined before the first part. */
  readonly agentId: string | undefined;
  readonly parts: readonly PlacedPart[];
}

/** The lane of a writer: those after the first carry their number at the end of their id. */
export function laneOf(agentId: unknown): number {
  const number = typeof agentId === "string" ? /____(\d+)$/.exec(agentId)?.[1] : undefined;
  return number === undefined ? 0 : Number(number);
}

/**
 * Parts by lane, or null for an answer that one model wrote.
 *
 * @param expected how many answer, where that is known before their parts are there
 */
export function lanesOf(parts: readonly (Part | null)[], expected: number): readonly Lane[] | null {
  const placed = parts.flatMap((part, index) => (part === null ? [] : [{ part, index }]));
  if (expected < 2 && !placed.some(({ part }) => part.groupId !== undefined)) return null;
  const numbers = new Set(placed.map(({ part }) => laneOf(part.agentId)));
  for (let lane = 0; lane < expected; lane++) numbers.add(lane);
  return [...numbers]
    .sort((one, other) => one - other)
    .map((lane) => {
      const own = placed.filter(({ part }) => laneOf(part.agentId) === lane);
      return { lane, agentId: own[0]?.part.agentId, parts: own };
    });
}

/** What a writer's id says of itself: `<endpoint>__<model>___<name>`, colons written as `__`. */
export function writerOf(agentId: string): { readonly path: string; readonly name: string } {
  const plain = agentId.replace(/____\d+$/, "");
  const cut = plain.lastIndexOf("___");
  return cut < 0
    ? { path: plain, name: plain }
    : { path: plain.slice(0, cut), name: plain.slice(cut + 3) };
}

/** How much of a model's context window a conversation fills. */
import { useMemo } from "react";
import { useRuns } from "./runs";
import { isRecord, type Message } from "./stream/frames";
import type { BranchNode } from "./tree";

/** All counts but the messages are tokens. */
export interface ContextUsage {
  /** What the model takes in at most. */
  readonly window: number;
  readonly instructions: number;
  /** The messages that were sent, as estimated by the server. */
  readonly messages: number;
  /** The answer so far. */
  readonly answer: number;
  readonly messageCount: number;
  /** Messages of the shown branch that were not sent. */
  readonly cut: number;
}

function count(value: unknown): number {
  return typeof value === "number" && value > 0 ? value : 0;
}

/** Reads the measurement of a run's event or of a stored answer; null where the window is not known. */
export function readContext(
  measured: unknown,
  output: number,
  askedCount: number,
): ContextUsage | null {
  if (!isRecord(measured) || !isRecord(measured["breakdown"])) return null;
  const breakdown = measured["breakdown"];
  const window = count(breakdown["maxContextTokens"]);
  const messageCount = count(breakdown["messageCount"]);
  if (window === 0) return null;
  return {
    window,
    instructions: count(breakdown["instructionTokens"]),
    messages: count(breakdown["messageTokens"]),
    answer: output,
    messageCount,
    cut: Math.max(0, askedCount - messageCount),
  };
}

function storedContext(message: Message, askedCount: number): ContextUsage | null {
  const klatch = message.metadata?.["klatch"];
  const measured = isRecord(klatch) ? klatch["contextUsage"] : undefined;
  const output = count(message.metadata?.usage?.output);
  return readContext(measured, message.addedConvo === true ? 0 : output, askedCount);
}

/** The context of the answer being written, else of the last answer of the shown branch. */
export function useContextUsage(place: string, branch: readonly BranchNode[]): ContextUsage | null {
  const live = useRuns(({ runs }) => runs[place]?.state.contextUsage ?? undefined);
  const usage = useRuns(({ runs }) => runs[place]?.state.usage);
  return useMemo(() => {
    const last = branch.findLastIndex(({ message }) => !message.isCreatedByUser);
    const message = branch[last]?.message;
    if (live !== undefined) return readContext(live, count(usage?.[0]?.output_tokens), last);
    return message === undefined ? null : storedContext(message, last);
  }, [live, usage, branch]);
}

/** The filled share of the window, in percent, at most 100. */
export function filledPercent(usage: ContextUsage): number {
  const filled = usage.instructions + usage.messages + usage.answer;
  return Math.min(100, Math.round((filled / usage.window) * 100));
}

/** What a reader thinks of an answer. */
import { describeError, queryClient } from "@/api";
import { toast } from "@/ui";
import { messagesKey, rateMessage } from "./api";
import type { Feedback, Message } from "./stream/frames";

/** The reasons that the wire knows, by rating. */
export const FEEDBACK_TAGS = {
  thumbsUp: ["accurate_reliable", "creative_solution", "clear_well_written", "attention_to_detail"],
  thumbsDown: [
    "not_matched",
    "inaccurate",
    "bad_style",
    "missing_image",
    "unjustified_refusal",
    "not_helpful",
    "other",
  ],
} as const;

export type Rating = keyof typeof FEEDBACK_TAGS;

/** Longest note, in characters. */
export const LONGEST_NOTE = 1024;

function show(message: Message, feedback: Feedback | undefined): void {
  const key = messagesKey(message.conversationId ?? "");
  queryClient.setQueryData<readonly Message[]>(key, (all) =>
    all?.map((each) => {
      if (each.messageId !== message.messageId) return each;
      const { feedback: _old, ...rest } = each;
      return feedback === undefined ? rest : { ...rest, feedback };
    }),
  );
}

/** Keeps a rating, or takes it back (undefined). It shows at once; if the server refuses, the old one returns. */
export async function rate(message: Message, feedback: Feedback | undefined): Promise<void> {
  show(message, feedback);
  try {
    await rateMessage(message, feedback ?? null);
  } catch (error) {
    show(message, message.feedback);
    const { text, detail } = describeError(error);
    toast(text, { tone: "danger", ...(detail === undefined ? {} : { detail }) });
  }
}

import { NO_PARENT, type Message } from "@/api";

/** One message of the branch on show, with the other versions beside it. */
export interface SharedTurn {
  message: Message;
  siblings: readonly Message[];
  place: number;
}

/**
 * The branch on show: the newest version everywhere, unless another one was chosen.
 *
 * @param chosen id of the version to show under a parent
 */
export function sharedBranch(
  messages: readonly Message[],
  chosen: Readonly<Record<string, string>>,
): SharedTurn[] {
  const known = new Set(messages.map(({ messageId }) => messageId));
  const children = new Map<string, Message[]>();
  for (const message of messages) {
    const parent = known.has(message.parentMessageId ?? "")
      ? (message.parentMessageId ?? NO_PARENT)
      : NO_PARENT;
    children.set(parent, [...(children.get(parent) ?? []), message]);
  }
  const turns: SharedTurn[] = [];
  let parent = NO_PARENT;
  while (turns.length <= messages.length) {
    const siblings = children.get(parent) ?? [];
    const wanted = siblings.findIndex(({ messageId }) => messageId === chosen[parent]);
    const place = wanted >= 0 ? wanted : siblings.length - 1;
    const message = siblings[place];
    if (message === undefined) break;
    turns.push({ message, siblings, place });
    parent = message.messageId;
  }
  return turns;
}

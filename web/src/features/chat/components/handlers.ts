import { useEffect, useMemo, useRef } from "react";
import type { PartEdit } from "../requests";
import type { Message } from "../stream/frames";
import type { BranchNode } from "../tree";

/** What can be done with a message. The same object for the life of a view, so that messages need not render again. */
export interface MessageHandlers {
  readonly choose: (messageId: string) => void;
  readonly send: (message: Message, text: string) => void;
  readonly save: (message: Message, text: string, index?: number) => void;
  readonly regenerate: (message: Message) => void;
  readonly continueAnswer: (message: Message) => void;
  readonly editAndContinue: (message: Message, edit: PartEdit) => void;
  /** Goes on with one of several answers alone. */
  readonly keep: (message: Message, agentId: string) => void;
  readonly inspect: (message: Message) => void;
  readonly fork: (message: Message) => void;
  readonly otherModel: () => void;
}

/** Handlers that stay the same and always do what the latest ones would. */
export function useStableHandlers(latest: MessageHandlers): MessageHandlers {
  const current = useRef(latest);
  useEffect(() => {
    current.current = latest;
  });
  return useMemo<MessageHandlers>(
    () => ({
      choose: (messageId) => current.current.choose(messageId),
      send: (message, text) => current.current.send(message, text),
      save: (message, text, index) => current.current.save(message, text, index),
      regenerate: (message) => current.current.regenerate(message),
      continueAnswer: (message) => current.current.continueAnswer(message),
      editAndContinue: (message, edit) => current.current.editAndContinue(message, edit),
      keep: (message, agentId) => current.current.keep(message, agentId),
      inspect: (message) => current.current.inspect(message),
      fork: (message) => current.current.fork(message),
      otherModel: () => current.current.otherModel(),
    }),
    [],
  );
}

/** Whether two nodes look the same: the branch is rebuilt with every message, its messages are not. */
export function sameNode(one: BranchNode, other: BranchNode): boolean {
  return (
    one.message === other.message &&
    one.place === other.place &&
    one.siblings.length === other.siblings.length &&
    one.siblings.every((id, index) => id === other.siblings[index])
  );
}

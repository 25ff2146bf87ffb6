/** Joins what is stored of a conversation with the answer being written, and picks the branch to show. */
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import { useSearchParams } from "react-router";
import { messagesQuery } from "./api";
import { showBranch, useBranch } from "./branches";
import { onRunElsewhere } from "./runNews";
import { arriveAt, attach, isRunning, useRuns } from "./runs";
import type { Message } from "./stream/frames";
import {
  buildTree,
  mergeMessages,
  selectMessage,
  shownBranch,
  type BranchNode,
  type BranchSelection,
  type MessageTree,
} from "./tree";

export interface ConversationView {
  /** The message that the address asks for, while it is shown. */
  readonly asked: string | undefined;
  readonly branch: readonly BranchNode[];
  readonly tree: MessageTree;
  readonly loading: boolean;
  readonly error: Error | null;
  readonly reload: () => void;
  readonly running: boolean;
  /** The answer being written, by its id in the tree. */
  readonly liveAnswerId: string | null;
  /** Shows another version: the sibling of a message. */
  readonly choose: (messageId: string) => void;
}

const nothing: readonly Message[] = [];

/** The live run without what changes with every word, so that words do not rebuild the tree. */
function useLiveShape(place: string) {
  const question = useRuns(({ runs }) => runs[place]?.state.userMessage ?? runs[place]?.question);
  const realId = useRuns(({ runs }) => runs[place]?.state.responseMessageId);
  const draftId = useRuns(({ runs }) => runs[place]?.draftAnswerId);
  const model = useRuns(
    ({ runs }) => runs[place]?.submission?.target.model ?? runs[place]?.state.model ?? undefined,
  );
  const endpoint = useRuns(({ runs }) => runs[place]?.submission?.target.endpoint);
  const several = useRuns(({ runs }) => runs[place]?.submission?.added !== undefined);
  const running = useRuns(({ runs }) => isRunning(runs[place]));
  return { question, answerId: realId ?? draftId, model, endpoint, several, running };
}

function liveMessages(
  question: Message | null | undefined,
  answerId: string | undefined,
  model: string | undefined,
  endpoint: string | undefined,
  several: boolean,
): readonly Message[] {
  if (question === null || question === undefined || answerId === undefined) return nothing;
  const answer: Message = {
    messageId: answerId,
    conversationId: question.conversationId,
    parentMessageId: question.messageId,
    isCreatedByUser: false,
    text: "",
    ...(model === undefined ? {} : { model }),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(several ? { addedConvo: true } : {}),
  };
  return [question, answer];
}

export function useConversationView(place: string): ConversationView {
  const { data, isPending, error, refetch } = useQuery(messagesQuery(place));
  const selection: BranchSelection = useBranch(place);
  const { question, answerId, model, endpoint, several, running } = useLiveShape(place);
  const stored = data ?? nothing;
  const tree = useMemo(
    () =>
      buildTree(mergeMessages(stored, liveMessages(question, answerId, model, endpoint, several))),
    [stored, question, answerId, model, endpoint, several],
  );
  const branch = useMemo(() => shownBranch(tree, selection), [tree, selection]);
  useEffect(() => arriveAt(place), [place]);
  useAttachment(place, data !== undefined);
  const choose = (messageId: string) =>
    showBranch(place, selectMessage(tree, selection, messageId));
  const asked = useAskedMessage(branch, tree, choose);
  return {
    asked,
    branch,
    tree,
    loading: place !== "new" && isPending,
    error,
    reload: () => void refetch(),
    running,
    liveAnswerId: answerId ?? null,
    choose,
  };
}

/** Takes up a run that goes on without this tab: now, when another tab starts one, when the page comes back. */
function useAttachment(place: string, loaded: boolean): void {
  useEffect(() => {
    if (place === "new" || !loaded) return undefined;
    void attach(place);
    const onVisible = () => {
      if (document.visibilityState === "visible") void attach(place);
    };
    const stop = onRunElsewhere((id) => {
      if (id === place) void attach(place);
    });
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      stop();
      document.removeEventListener("visibilitychange", onVisible);
    };
  }, [place, loaded]);
}

/** The messages of the shown branch among those stored. */
export function useShownMessages(
  place: string,
  stored: readonly Message[] | undefined,
): readonly Message[] {
  const selection = useBranch(place);
  return useMemo(
    () => shownBranch(buildTree(stored ?? nothing), selection).map(({ message }) => message),
    [stored, selection],
  );
}

/**
 * Shows the branch of the message that the address asks for (`?message=`), once.
 *
 * @returns the message's id while it is in the shown branch
 */
function useAskedMessage(
  branch: readonly BranchNode[],
  tree: MessageTree,
  choose: (messageId: string) => void,
): string | undefined {
  const asked = useSearchParams()[0].get("message") ?? undefined;
  const shown = useRef<string>(undefined);
  const known = asked !== undefined && tree.byId.has(asked);
  const there = known && branch.some(({ message }) => message.messageId === asked);
  useEffect(() => {
    if (!known || shown.current === asked) return;
    shown.current = asked;
    if (!there) choose(asked);
  }, [known, there, asked, choose]);
  return there ? asked : undefined;
}

import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { connectionStore } from "@/api";
import { loadMarkdown, useMarkdownLoaded } from "@/lib/markdown";
import { findModel, useModelCatalog } from "@/features/models";
import { Button, Spinner } from "@/ui";
import { useChatActions } from "../actions";
import { useConversationView } from "../conversationView";
import { failureOfRequest } from "../failures";
import { dismissFailure, stopRun, useRuns } from "../runs";
import type { Message } from "../stream/frames";
import type { BranchNode } from "../tree";
import { Announcer } from "./Announcer";
import { AnswerTurn } from "./AnswerTurn";
import { ContextGauge } from "./ContextGauge";
import { Composer } from "./Composer";
import { ErrorCard } from "./ErrorCard";
import { Landing } from "./Landing";
import { MessageList } from "./MessageList";
import { Missing } from "./Missing";
import { ParametersAside } from "./ParametersAside";
import { QuoteChips } from "./QuoteChips";
import { QuoteSelection } from "./QuoteSelection";
import { TemporaryMark } from "./TemporaryMark";
import { UserTurn } from "./UserTurn";
import { openModelMenu, useChatHandlers } from "./useChatHandlers";
import { useFork } from "./useFork";
import { useShortcuts } from "./useShortcuts";

const Inspector = lazy(async () => ({ default: (await import("./Inspector")).Inspector }));

export interface ChatViewProps {
  /** A conversation's id, or `new`. */
  conversationId: string;
}

/** Why nothing can be sent. */
function useObstacle(hasTarget: boolean): string | undefined {
  const { t } = useTranslation();
  const { catalog, error } = useModelCatalog();
  const offline = useStore(connectionStore, ({ status }) => status === "offline");
  if (offline) return t("chat.obstacle.offline");
  if (hasTarget) return undefined;
  if (error !== null) return t("chat.obstacle.modelsFailed");
  return catalog === undefined ? t("chat.obstacle.loading") : t("chat.obstacle.noModel");
}

/** Names an answer by its model's label in the menu, else by what the message itself says. */
function useAnswerName(): (message: Message) => string {
  const { t } = useTranslation();
  const { catalog } = useModelCatalog();
  return (message) => {
    if (message.addedConvo === true) return t("chat.compare.answers");
    const { endpoint, model } = message;
    const wanted = endpoint !== undefined && model ? { endpoint, model } : undefined;
    const found = catalog === undefined ? undefined : findModel(catalog, wanted);
    return found?.entry.label ?? model ?? message.sender ?? t("chat.answer");
  };
}

/** Fetches the renderer of answers: at once where there are some, else when the browser has nothing better to do. */
function preload(place: string): () => void {
  const timer = setTimeout(() => void loadMarkdown(), place === "new" ? 1500 : 0);
  return () => clearTimeout(timer);
}

function askedTexts(branch: readonly BranchNode[]): string[] {
  return branch.flatMap(({ message }) => (message.isCreatedByUser ? [message.text] : []));
}

interface InspectionProps {
  place: string;
  message: Message | null;
  onClose: () => void;
}

/** The inspector, when a message of this place is looked at. */
function Inspection({ place, message, onClose }: InspectionProps) {
  if (message === null || message.conversationId !== place) return null;
  return (
    <Suspense fallback={null}>
      <Inspector place={place} message={message} onClose={onClose} />
    </Suspense>
  );
}

/** The place of the conversation. */
export function ChatView({ conversationId: place }: ChatViewProps) {
  const { t } = useTranslation();
  const view = useConversationView(place);
  const drawable = useMarkdownLoaded();
  useEffect(() => preload(place), [place]);
  const { branch, running, liveAnswerId } = view;
  const actions = useChatActions(place, branch);
  const stopping = useRuns(({ runs }) => runs[place]?.stopping === true);
  const failure = useRuns(({ failures }) => failures[place]);
  const [inspected, setInspected] = useState<Message | null>(null);
  const { openFork, forkDialog } = useFork(place, branch.at(-1)?.message);
  const stop = useCallback(() => void stopRun(place), [place]);
  useShortcuts(running, stop);
  const obstacle = useObstacle(actions.target !== undefined);
  const history = useMemo(() => askedTexts(branch), [branch]);

  const nameOf = useAnswerName();
  const handlers = useChatHandlers(view, actions, { inspect: setInspected, fork: openFork });

  const renderTurn = (node: BranchNode, last: boolean) =>
    node.message.isCreatedByUser ? (
      <UserTurn node={node} handlers={handlers} />
    ) : (
      <AnswerTurn
        node={node}
        place={place}
        live={liveAnswerId === node.message.messageId}
        last={last}
        name={nameOf(node.message)}
        handlers={handlers}
      />
    );

  const lastNode = branch.at(-1);
  const unanswered = lastNode?.message.isCreatedByUser === true && !running;
  return (
    <div className="flex min-h-0 flex-1">
      <div className="flex min-w-0 flex-1 flex-col">
        <TemporaryMark place={place} />
        {view.loading || (place !== "new" && !drawable && !running) ? (
          <div className="flex flex-1 items-center justify-center text-ink-faint">
            <Spinner className="size-6" />
          </div>
        ) : view.error !== null && branch.length === 0 ? (
          <Missing error={view.error} onRetry={view.reload} />
        ) : branch.length === 0 && failure === undefined ? (
          <Landing place={place} target={actions.target} />
        ) : (
          <MessageList place={place} branch={branch} asked={view.asked} renderTurn={renderTurn}>
            {failure !== undefined && (
              <div className="mt-7">
                <ErrorCard
                  failure={failureOfRequest(failure.error)}
                  onOtherModel={openModelMenu}
                  onDismiss={() => dismissFailure(place)}
                />
              </div>
            )}
            {unanswered && failure === undefined && (
              <div className="mt-4 flex justify-end">
                <Button size="sm" icon="refresh" onClick={() => actions.answer(lastNode.message)}>
                  {t("chat.answerThis")}
                </Button>
              </div>
            )}
          </MessageList>
        )}
        <QuoteChips place={place} />
        <Composer
          place={place}
          target={actions.target}
          running={running}
          stopping={stopping}
          obstacle={obstacle}
          history={history}
          gauge={<ContextGauge place={place} branch={branch} />}
          onSend={actions.send}
          onStop={stop}
        />
      </div>
      <ParametersAside place={place} />
      <QuoteSelection place={place} />
      <Announcer running={running} failed={failure !== undefined} />
      {forkDialog}
      <Inspection place={place} message={inspected} onClose={() => setInspected(null)} />
    </div>
  );
}

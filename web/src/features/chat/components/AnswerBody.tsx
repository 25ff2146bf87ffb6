import { memo } from "react";
import { useTranslation } from "react-i18next";
import { Markdown } from "@/lib/markdown";
import { failureOfPart, suggestsOtherModel } from "../failures";
import { useMarkdownLabels } from "../labels";
import { lanesOf, type Lane, type PlacedPart } from "../lanes";
import { useRuns, type LiveRun } from "../runs";
import { partDuration } from "../stream/fold";
import type { ErrorPart, Message, Part } from "../stream/frames";
import { Parallel } from "./Parallel";
import { ErrorCard } from "./ErrorCard";
import type { MessageHandlers } from "./handlers";
import { useBusy } from "./MessageActions";
import { ReconnectLine, RetryLine, StoppingMark, WaitingMark } from "./RunNotes";
import { Thinking } from "./Thinking";
import { ToolCallView } from "./ToolCallView";

interface PartViewProps {
  part: Exclude<Part, ErrorPart>;
  /** Still being written. */
  active: boolean;
  duration: number | undefined;
}

const PartView = memo(function PartView({ part, active, duration }: PartViewProps) {
  const labels = useMarkdownLabels();
  switch (part.type) {
    case "text":
      return <Markdown text={part.text} done={!active} labels={labels} />;
    case "think":
      return <Thinking text={part.think} active={active} duration={part.durationMs ?? duration} />;
    case "tool_call":
      return <ToolCallView call={part.tool_call} active={active} />;
    default:
      return null;
  }
});

interface AnswerProps {
  message: Message;
  place: string;
  handlers: MessageHandlers;
}

/** A failure inside an answer, with the ways out of it. */
function FailurePart({ part, message, place, handlers }: AnswerProps & { part: ErrorPart }) {
  const busy = useBusy(place);
  const failure = failureOfPart(part);
  const begun = message.content?.some(({ type }) => type === "text") === true;
  return (
    <ErrorCard
      failure={failure}
      onRetry={busy ? undefined : () => handlers.regenerate(message)}
      onContinue={busy || !begun ? undefined : () => handlers.continueAnswer(message)}
      onInspect={() => handlers.inspect(message)}
      onOtherModel={suggestsOtherModel(failure.kind) ? handlers.otherModel : undefined}
    />
  );
}

interface PartsProps extends AnswerProps {
  entries: readonly PlacedPart[];
  run: LiveRun | undefined;
  /** Index of the part that is being written. */
  activeIndex: number | undefined;
}

/** A part's index is its identity: it keeps its type and its place for ever. */
function Parts({ entries, run, activeIndex, ...props }: PartsProps) {
  return entries.map(({ part, index }) => {
    if (part.type === "error") return <FailurePart key={index} part={part} {...props} />;
    const duration = run === undefined ? undefined : partDuration(run.state, index);
    return <PartView key={index} part={part} active={index === activeIndex} duration={duration} />;
  });
}

/** The part of a lane that is being written: its last one, until its step is closed. */
function activeOf({ parts }: Lane, run: LiveRun): number | undefined {
  const index = parts.at(-1)?.index;
  const step = run.state.steps.findLast((each) => each.index === index);
  return step?.closedAt === undefined ? index : undefined;
}

/** The content of a stored answer; one that came as mere text has one part. */
function storedParts({ content = [], text }: Message): readonly Part[] {
  return content.length === 0 && text !== "" ? [{ type: "text", text }] : content;
}

interface AnswerBodyProps extends AnswerProps {
  /** The answer is being written in this tab: its run says what to show. */
  live: boolean;
  who: string;
}

/**
 * The content of an answer. While it is live this is the one part of the page that follows every word; once it is
 * stored the same elements stay, so that nothing is drawn twice.
 */
export const AnswerBody = memo(function AnswerBody(props: AnswerBodyProps) {
  const { message, place, live, who, handlers } = props;
  const { t } = useTranslation();
  const run = useRuns(({ runs }) => (live ? runs[place] : undefined));
  const stored = storedParts(message);
  const parts: readonly (Part | null)[] = run?.state.parts ?? stored;
  const writing = run !== undefined && run.state.end === null;
  const empty = parts.every((part) => part === null);
  const lanes = lanesOf(parts, run?.submission?.added === undefined ? 1 : 2);
  const shared = { message, place, handlers, run };
  return (
    <div data-answer="" className="space-y-4">
      {lanes === null ? (
        <Parts
          {...shared}
          entries={parts.flatMap((part, index) => (part === null ? [] : [{ part, index }]))}
          activeIndex={writing ? parts.length - 1 : undefined}
        />
      ) : (
        <Parallel
          lanes={lanes}
          submission={run?.submission ?? null}
          onKeep={writing || live ? undefined : (agentId) => handlers.keep(message, agentId)}
          renderLane={(lane) => (
            <>
              <Parts
                {...shared}
                entries={lane.parts}
                activeIndex={writing ? activeOf(lane, run) : undefined}
              />
              {writing && lane.parts.length === 0 && <WaitingMark />}
            </>
          )}
        />
      )}
      {empty && !live && <p className="text-ink-faint italic">{t("chat.emptyAnswer")}</p>}
      {writing && <RunNotes run={run} who={who} empty={empty && lanes === null} />}
    </div>
  );
});

function RunNotes({ run, who, empty }: { run: LiveRun; who: string; empty: boolean }) {
  const { retry } = run.state;
  return (
    <>
      {empty && retry === null && !run.stopping && <WaitingMark />}
      {retry !== null && <RetryLine retry={retry} who={who} />}
      {run.stopping && <StoppingMark />}
      {run.connection === "waiting" && <ReconnectLine />}
    </>
  );
}

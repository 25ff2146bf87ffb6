import { memo } from "react";
import { useTranslation } from "react-i18next";
import { Markdown } from "@/lib/markdown";
import { failureOfPart, suggestsOtherModel } from "../failures";
import { useMarkdownLabels } from "../labels";
import { useRuns } from "../runs";
import { partDuration } from "../stream/fold";
import type { Message, Part } from "../stream/frames";
import { ErrorCard } from "./ErrorCard";
import { ReconnectLine, RetryLine, StoppingMark, WaitingMark } from "./RunNotes";
import { Thinking } from "./Thinking";
import { ToolCallView } from "./ToolCallView";

export interface FailureActions {
  onRetry?: (() => void) | undefined;
  /** Only for an answer of which something had arrived. */
  onContinue?: (() => void) | undefined;
  onInspect?: (() => void) | undefined;
  onOtherModel?: (() => void) | undefined;
}

interface PartViewProps {
  part: Part;
  /** Still being written. */
  active: boolean;
  duration: number | undefined;
  actions: FailureActions;
}

const PartView = memo(function PartView({ part, active, duration, actions }: PartViewProps) {
  const labels = useMarkdownLabels();
  switch (part.type) {
    case "text":
      return <Markdown text={part.text} done={!active} labels={labels} />;
    case "think":
      return <Thinking text={part.think} active={active} duration={part.durationMs ?? duration} />;
    case "tool_call":
      return <ToolCallView call={part.tool_call} active={active} />;
    case "error": {
      const failure = failureOfPart(part);
      const { onOtherModel, ...others } = actions;
      return (
        <ErrorCard
          failure={failure}
          {...others}
          onOtherModel={suggestsOtherModel(failure.kind) ? onOtherModel : undefined}
        />
      );
    }
    default:
      return null;
  }
});

/** A part's index is its identity: it keeps its type and its place for ever. */
function indexed<T>(parts: readonly T[]): readonly { readonly part: T; readonly index: number }[] {
  return parts.map((part, index) => ({ part, index }));
}

const noActions: FailureActions = {};

/** A stored answer. */
export const StoredAnswer = memo(function StoredAnswer({
  message,
  actions = noActions,
}: {
  message: Message;
  actions?: FailureActions;
}) {
  const { t } = useTranslation();
  const parts: readonly Part[] =
    message.content ?? (message.text === "" ? [] : [{ type: "text", text: message.text }]);
  if (parts.length === 0) {
    return <p className="text-ink-faint italic">{t("chat.emptyAnswer")}</p>;
  }
  return (
    <div className="space-y-4">
      {indexed(parts).map(({ part, index }) => (
        <PartView key={index} part={part} active={false} duration={undefined} actions={actions} />
      ))}
    </div>
  );
});

/** The answer being written; the one part of the page that follows every word. */
export function LiveAnswer({ place, who }: { place: string; who: string }) {
  const run = useRuns(({ runs }) => runs[place]);
  if (run === undefined) return null;
  const { parts, retry, end } = run.state;
  const last = parts.length - 1;
  const empty = parts.every((part) => part === null);
  return (
    <div className="space-y-4">
      {indexed(parts).map(
        ({ part, index }) =>
          part !== null && (
            <PartView
              key={index}
              part={part}
              active={end === null && index === last}
              duration={partDuration(run.state, index)}
              actions={noActions}
            />
          ),
      )}
      {end === null && empty && retry === null && !run.stopping && <WaitingMark />}
      {retry !== null && <RetryLine retry={retry} who={who} />}
      {run.stopping && end === null && <StoppingMark />}
      {run.connection === "waiting" && end === null && <ReconnectLine />}
    </div>
  );
}

import { memo } from "react";
import { useTranslation } from "react-i18next";
import { Markdown } from "@/lib/markdown";
import { failureOfPart, suggestsOtherModel } from "../failures";
import { useMarkdownLabels } from "../labels";
import { useRuns } from "../runs";
import { partDuration } from "../stream/fold";
import type { ErrorPart, Message, Part } from "../stream/frames";
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

interface StoredProps {
  message: Message;
  place: string;
  handlers: MessageHandlers;
}

/** A failure inside an answer, with the ways out of it. */
function FailurePart({ part, message, place, handlers }: StoredProps & { part: ErrorPart }) {
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

/** A part's index is its identity: it keeps its type and its place for ever. */
function indexed<T>(parts: readonly T[]): readonly { readonly part: T; readonly index: number }[] {
  return parts.map((part, index) => ({ part, index }));
}

/** A stored answer. */
export const StoredAnswer = memo(function StoredAnswer(props: StoredProps) {
  const { message } = props;
  const { t } = useTranslation();
  const parts: readonly Part[] =
    message.content ?? (message.text === "" ? [] : [{ type: "text", text: message.text }]);
  if (parts.length === 0) {
    return <p className="text-ink-faint italic">{t("chat.emptyAnswer")}</p>;
  }
  return (
    <div className="space-y-4">
      {indexed(parts).map(({ part, index }) =>
        part.type === "error" ? (
          <FailurePart key={index} part={part} {...props} />
        ) : (
          <PartView key={index} part={part} active={false} duration={undefined} />
        ),
      )}
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
      {indexed(parts).map(({ part, index }) => {
        if (part === null) return null;
        if (part.type === "error") return <ErrorCard key={index} failure={failureOfPart(part)} />;
        const active = end === null && index === last;
        const duration = partDuration(run.state, index);
        return <PartView key={index} part={part} active={active} duration={duration} />;
      })}
      {end === null && empty && retry === null && !run.stopping && <WaitingMark />}
      {retry !== null && <RetryLine retry={retry} who={who} />}
      {run.stopping && end === null && <StoppingMark />}
      {run.connection === "waiting" && end === null && <ReconnectLine />}
    </div>
  );
}

import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { copyText } from "@/lib/markdown";
import { useMediaQuery } from "@/lib/useMediaQuery";
import { AGENTS, useModelCatalog } from "@/features/models";
import { Button, Segmented } from "@/ui";
import { writerOf, type Lane } from "../lanes";
import type { Submission } from "../requests";
import { ActionButton } from "./ActionButton";

export interface ParallelProps {
  lanes: readonly Lane[];
  /** The request of an answer that is being written. */
  submission: Submission | null;
  /** Goes on with one of them alone; undefined while they are being written. */
  onKeep: ((agentId: string) => void) | undefined;
  renderLane: (lane: Lane) => ReactNode;
}

/** Names the lanes by their models; two of the same model by a number too. */
function useLaneNames(lanes: readonly Lane[], submission: Submission | null): readonly string[] {
  const { t } = useTranslation();
  const { catalog = [] } = useModelCatalog();
  const entries = catalog.flatMap(({ models }) => models);
  const names = lanes.map(({ lane, agentId }) => {
    const asked = lane === 0 ? submission?.target : submission?.added;
    const path = agentId === undefined ? undefined : writerOf(agentId).path;
    const found = entries.find(({ endpoint, model }) => {
      if (asked !== undefined) return endpoint === asked.endpoint && model === asked.model;
      const own = endpoint === AGENTS ? model : `${endpoint}__${model.replaceAll(":", "__")}`;
      return own === path;
    });
    const written = path?.slice(path.indexOf("__") + 2);
    return found?.label ?? asked?.model ?? written ?? t("chat.answer");
  });
  return names.map((name, index) =>
    names.indexOf(name) === index ? name : t("chat.compare.nameAgain", { name, number: index + 1 }),
  );
}

/** Answers of several models to one question: side by side where there is room, one at a time where not. */
export function Parallel({ lanes, submission, onKeep, renderLane }: ParallelProps) {
  const { t } = useTranslation();
  const names = useLaneNames(lanes, submission);
  const wide = useMediaQuery("(min-width: 64rem)");
  const [chosen, setChosen] = useState("0");
  const shown = wide ? lanes : lanes.filter((_lane, index) => String(index) === chosen);
  return (
    <div className="chat-parallel">
      {!wide && (
        <div className="mb-3 max-w-full overflow-x-auto">
          <Segmented
            label={t("chat.compare.shown")}
            value={chosen}
            options={names.map((label, index) => ({ value: String(index), label }))}
            onChange={setChosen}
          />
        </div>
      )}
      <div className="grid gap-4 lg:grid-cols-2">
        {shown.map((lane) => {
          const name = names[lanes.indexOf(lane)] ?? "";
          return (
            <section
              key={lane.lane}
              aria-label={name}
              className="flex min-w-0 flex-col rounded-lg px-4 py-3.5 ring-1 ring-line ring-inset"
            >
              <h3 className="mb-2 truncate text-xs font-semibold text-ink-muted">{name}</h3>
              <div className="min-w-0 flex-1 space-y-4">{renderLane(lane)}</div>
              {onKeep !== undefined && <LaneActions lane={lane} onKeep={onKeep} />}
            </section>
          );
        })}
      </div>
    </div>
  );
}

function LaneActions({ lane, onKeep }: { lane: Lane; onKeep: (agentId: string) => void }) {
  const { t } = useTranslation();
  const { agentId, parts } = lane;
  const [copied, setCopied] = useState(false);
  const text = parts.flatMap(({ part }) => (part.type === "text" ? [part.text] : [])).join("\n\n");
  const copy = async () => {
    const done = await copyText(text);
    setCopied(done);
    if (done) setTimeout(() => setCopied(false), 1600);
  };
  if (agentId === undefined) return null;
  return (
    <div className="mt-3 flex items-center gap-2 border-t border-line pt-3">
      <Button size="sm" icon="check" onClick={() => onKeep(agentId)}>
        {t("chat.compare.keep")}
      </Button>
      {text !== "" && (
        <ActionButton
          icon={copied ? "check" : "copy"}
          label={copied ? t("chat.copied") : t("chat.copy")}
          onClick={() => void copy()}
        />
      )}
    </div>
  );
}

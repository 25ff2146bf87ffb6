import { useQuery } from "@tanstack/react-query";
import {
  lazy,
  Suspense,
  useEffect,
  useId,
  useImperativeHandle,
  useRef,
  useState,
  type Ref,
} from "react";
import { useTranslation } from "react-i18next";
import { useMay, useUser } from "@/features/auth";
import { cx } from "@/lib/cx";
import { countUse, promptsQuery, type PromptGroup } from "../api";
import { matches, slashQuery } from "../slash";
import { fill, variablesOf } from "../variables";

const VariablesDialog = lazy(async () => ({
  default: (await import("./VariablesDialog")).VariablesDialog,
}));

/** Takes keys before the composer does. */
export interface SlashKeys {
  /** Returns whether the key was for the menu. */
  onKey: (key: string) => boolean;
}

export interface SlashMenuProps {
  /** What stands in the composer. */
  text: string;
  onInsert: (text: string) => void;
  /** Sends a text at once; undefined while nothing can be sent. */
  onSend: ((text: string) => void) | undefined;
  ref: Ref<SlashKeys>;
}

/** Prompts to choose from while a text begins with a slash. */
export function SlashMenu({ text, onInsert, onSend, ref }: SlashMenuProps) {
  const { t } = useTranslation();
  const listId = useId();
  const user = useUser()?.name ?? "";
  const allowed = useMay()("PROMPTS.USE");
  const query = allowed ? slashQuery(text) : undefined;
  const { data } = useQuery({ ...promptsQuery, enabled: query !== undefined });
  const [asked, setAsked] = useState<PromptGroup>();
  const { shown, active, setActive, hide } = useChoice(query, data);

  const choose = (prompt: PromptGroup) => {
    const body = prompt.productionPrompt.prompt;
    if (variablesOf(body).length > 0) {
      setAsked(prompt);
      onInsert("");
    } else {
      countUse(prompt._id);
      onInsert(fill(body, {}, user));
    }
  };
  useImperativeHandle(ref, () => ({
    onKey: (key) => {
      if (shown.length === 0) return false;
      const chosen = shown[active];
      if (key === "ArrowDown") setActive((active + 1) % shown.length);
      else if (key === "ArrowUp") setActive((active + shown.length - 1) % shown.length);
      else if ((key === "Enter" || key === "Tab") && chosen !== undefined) choose(chosen);
      else if (key === "Escape") hide();
      else return false;
      return true;
    },
  }));

  return (
    <>
      {shown.length > 0 && (
        <div
          id={listId}
          role="listbox"
          aria-label={t("prompts.menu")}
          className="mb-2 max-h-72 overflow-y-auto rounded-lg bg-raised p-1 shadow-high ring-1 ring-line"
        >
          {shown.map((prompt, index) => (
            <Row
              key={prompt._id}
              prompt={prompt}
              active={index === active}
              onPoint={() => setActive(index)}
              onChoose={() => choose(prompt)}
            />
          ))}
        </div>
      )}
      <p role="status" className="sr-only">
        {shown.length > 0 ? (shown[active]?.name ?? "") : ""}
      </p>
      {asked !== undefined && (
        <Suspense fallback={null}>
          <VariablesDialog
            prompt={asked}
            onInsert={onInsert}
            onSend={onSend}
            onClose={() => setAsked(undefined)}
          />
        </Suspense>
      )}
    </>
  );
}

/** What fits, which of it is chosen; hidden by Escape until the text changes. */
function useChoice(query: string | undefined, prompts: readonly PromptGroup[] | undefined) {
  const [chosen, setChosen] = useState({ query, active: 0, hidden: false });
  const current = chosen.query === query ? chosen : { query, active: 0, hidden: false };
  const shown =
    query === undefined || prompts === undefined || current.hidden ? [] : matches(prompts, query);
  return {
    shown,
    active: Math.min(current.active, Math.max(0, shown.length - 1)),
    setActive: (active: number) => setChosen({ query, active, hidden: false }),
    hide: () => setChosen({ query, active: 0, hidden: true }),
  };
}

interface RowProps {
  prompt: PromptGroup;
  active: boolean;
  onPoint: () => void;
  onChoose: () => void;
}

function Row({ prompt, active, onPoint, onChoose }: RowProps) {
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active) row.current?.scrollIntoView({ block: "nearest" });
  }, [active]);
  return (
    // The composer keeps the focus and the keys; this is for the pointer.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      ref={row}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      onPointerMove={onPoint}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
      className={cx("cursor-pointer rounded-sm px-3 py-2", active && "bg-hover")}
    >
      <p className="flex items-baseline gap-2">
        <span className="truncate font-medium">{prompt.name}</span>
        {prompt.command !== undefined && (
          <span className="shrink-0 font-mono text-xs text-accent">/{prompt.command}</span>
        )}
      </p>
      <p className="truncate text-xs text-ink-faint">
        {prompt.oneliner || prompt.productionPrompt.prompt}
      </p>
    </div>
  );
}

import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { cx } from "@/lib/cx";
import { Badge, EmptyState, Icon } from "@/ui";
import { searchCatalog, type ModelEntry, type ModelGroup, type ModelRef } from "../catalog";

export interface ModelMenuProps {
  catalog: ModelGroup[];
  chosen: ModelRef | undefined;
  query: string;
  onQuery: (query: string) => void;
  onChoose: (choice: ModelRef) => void;
}

/**
 * A search field over a list box: the focus stays in the field, the arrow keys move the active
 * option, Enter takes it (the combobox pattern of the ARIA practices).
 */
export function ModelMenu({ catalog, chosen, query, onQuery, onChoose }: ModelMenuProps) {
  const { t } = useTranslation();
  const listId = useId();
  const groups = useMemo(() => searchCatalog(catalog, query), [catalog, query]);
  const entries = useMemo(() => groups.flatMap((group) => group.models), [groups]);
  const start = Math.max(0, query === "" ? entries.findIndex((entry) => isSame(entry, chosen)) : 0);
  const [moved, setMoved] = useState<{ query: string; index: number }>();
  const active = moved?.query === query ? Math.min(moved.index, entries.length - 1) : start;
  const list = useRef<HTMLDivElement>(null);

  useEffect(() => {
    list.current?.querySelector("[data-active=true]")?.scrollIntoView({ block: "nearest" });
  }, [active, groups]);

  const onKeyDown = (event: KeyboardEvent) => {
    const target = move(event.key, active, entries.length);
    if (target !== undefined) setMoved({ query, index: target });
    else if (event.key === "Enter" && entries[active] !== undefined)
      onChoose(refOf(entries[active]));
    else return;
    event.preventDefault();
  };

  let index = 0;
  return (
    <>
      <div className="relative border-b border-line">
        <Icon
          name="search"
          className="pointer-events-none absolute top-1/2 left-4 size-4 -translate-y-1/2 text-ink-faint"
        />
        <input
          role="combobox"
          autoFocus
          value={query}
          onChange={(event) => onQuery(event.target.value)}
          onKeyDown={onKeyDown}
          placeholder={t("models.search")}
          aria-label={t("models.search")}
          aria-expanded
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={entries.length === 0 ? undefined : `${listId}-${active}`}
          className="h-12 w-full bg-transparent pr-4 pl-10 text-base outline-none sm:text-sm"
        />
      </div>
      <div
        ref={list}
        id={listId}
        role="listbox"
        aria-label={t("models.menu")}
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-1.5"
      >
        {groups.map((group) => (
          <div
            key={group.endpoint}
            role="group"
            aria-label={group.label}
            className="not-first:mt-1.5"
          >
            <GroupTitle group={group} />
            {group.models.map((entry) => {
              const position = index++;
              return (
                <Option
                  key={entry.model}
                  id={`${listId}-${position}`}
                  entry={entry}
                  active={position === active}
                  chosen={isSame(entry, chosen)}
                  onPoint={() => setMoved({ query, index: position })}
                  onChoose={() => onChoose(refOf(entry))}
                />
              );
            })}
          </div>
        ))}
      </div>
      {entries.length === 0 && (
        <EmptyState
          title={catalog.length === 0 ? t("models.none") : t("models.noMatch.title")}
          hint={catalog.length === 0 ? t("models.noneHint") : t("models.noMatch.hint")}
        />
      )}
      <p role="status" className="sr-only">
        {t("models.count", { count: entries.length })}
      </p>
    </>
  );
}

function GroupTitle({ group }: { group: ModelGroup }) {
  const { t } = useTranslation();
  return (
    <div aria-hidden="true" className="flex items-center gap-2 px-2.5 pt-2 pb-1">
      <span className="text-xs font-semibold text-ink-faint">{group.label}</span>
      {group.simulated && <Badge tone="warning">{t("models.badge.simulated")}</Badge>}
      {group.local && <Badge tone="success">{t("models.badge.local")}</Badge>}
      {group.description !== undefined && (
        <span className="min-w-0 truncate text-xs text-ink-faint">{group.description}</span>
      )}
    </div>
  );
}

interface OptionProps {
  id: string;
  entry: ModelEntry;
  active: boolean;
  chosen: boolean;
  onPoint: () => void;
  onChoose: () => void;
}

function Option({ id, entry, active, chosen, onPoint, onChoose }: OptionProps) {
  return (
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={chosen}
      data-active={active}
      onPointerMove={active ? undefined : onPoint}
      onClick={onChoose}
      onKeyDown={(event) => event.key === "Enter" && onChoose()}
      className={cx("flex items-center gap-3 rounded-sm px-2.5 py-2", active && "bg-hover")}
    >
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{entry.label}</p>
        {entry.description !== undefined && (
          <p className="truncate text-xs text-ink-faint">{entry.description}</p>
        )}
      </div>
      {chosen && <Icon name="check" className="text-accent" />}
    </div>
  );
}

function move(key: string, from: number, count: number): number | undefined {
  if (count === 0) return undefined;
  if (key === "ArrowDown") return (from + 1) % count;
  if (key === "ArrowUp") return (from - 1 + count) % count;
  if (key === "PageDown") return Math.min(from + 8, count - 1);
  if (key === "PageUp") return Math.max(from - 8, 0);
  return undefined;
}

function isSame(entry: ModelRef, other: ModelRef | undefined): boolean {
  return entry.endpoint === other?.endpoint && entry.model === other.model;
}

function refOf({ endpoint, model }: ModelEntry): ModelRef {
  return { endpoint, model };
}

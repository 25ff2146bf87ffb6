import { Popover } from "radix-ui";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { KeyHints } from "@/features/account";
import { useUser } from "@/features/auth";
import { cx } from "@/lib/cx";
import { Badge, Icon, Spinner } from "@/ui";
import { findModel, type ModelRef } from "../catalog";
import {
  chooseModel,
  setPickerOpen,
  useAddedModel,
  useChosenModel,
  useModelCatalog,
  usePickerOpen,
} from "../state";
import { ModelMenu } from "./ModelMenu";

export interface ModelPickerProps {
  /** A conversation's id, or `new`. */
  conversationId: string;
  /** What the conversation used so far. */
  used: ModelRef | undefined;
}

/** Shows the model of the conversation and opens the menu to choose another. */
export function ModelPicker({ conversationId, used }: ModelPickerProps) {
  const { t } = useTranslation();
  const { catalog, error, retry } = useModelCatalog();
  const chosen = useChosenModel(conversationId, used);
  const comparing = useAddedModel(conversationId) !== undefined;
  const userId = useUser()?.id ?? "";
  const open = usePickerOpen();
  const [query, setQuery] = useState("");
  const found = catalog === undefined ? undefined : findModel(catalog, chosen);

  const change = (next: boolean) => {
    setPickerOpen(next);
    if (!next) setQuery("");
  };

  if (error !== null && catalog === undefined) {
    return (
      <button
        type="button"
        onClick={retry}
        className="flex h-(--control-md) items-center gap-2 rounded-sm px-2.5 font-medium text-danger hover:bg-danger-soft"
      >
        <Icon name="refresh" />
        {t("models.failed")}
      </button>
    );
  }
  const label =
    found?.entry.label ?? (catalog === undefined ? t("models.loading") : t("models.none"));
  return (
    <Popover.Root open={open} onOpenChange={change}>
      <Popover.Trigger
        data-model-menu=""
        className="flex h-(--control-md) max-w-full min-w-0 items-center gap-2 rounded-sm px-2.5 transition-colors hover:bg-hover data-[state=open]:bg-hover"
      >
        {catalog === undefined && <Spinner />}
        <span className="sr-only">{t("models.current")}</span>
        <span className="min-w-0 truncate font-semibold">{label}</span>
        {found !== undefined && (
          <span className="hidden min-w-0 truncate text-ink-faint sm:inline">
            {found.group.label}
          </span>
        )}
        {found?.group.simulated === true && (
          <Badge tone="warning">{t("models.badge.simulated")}</Badge>
        )}
        {found?.group.local === true && (
          <span className={cx("inline-flex", comparing && "max-sm:hidden")}>
            <Badge tone="success">{t("models.badge.local")}</Badge>
          </span>
        )}
        <Icon name="chevronDown" className="-mr-1 size-4 text-ink-faint" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={6}
          collisionPadding={8}
          aria-label={t("models.menu")}
          className="animate-rise-in z-(--layer-menu) flex max-h-[min(30rem,var(--radix-popover-content-available-height))] w-[min(25rem,calc(100vw-1rem))] flex-col overflow-hidden rounded-lg bg-raised shadow-high ring-1 ring-line focus:outline-none"
        >
          <ModelMenu
            catalog={catalog ?? []}
            chosen={chosen}
            query={query}
            onQuery={setQuery}
            onChoose={(choice) => {
              chooseModel(userId, conversationId, choice);
              change(false);
            }}
          />
          <KeyHints onOpen={() => change(false)} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

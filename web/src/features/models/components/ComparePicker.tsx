import { Popover } from "radix-ui";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay, useUser } from "@/features/auth";
import { Icon, IconButton } from "@/ui";
import { findModel } from "../catalog";
import { addModel, useAddedModel, useModelCatalog } from "../state";
import { ModelMenu } from "./ModelMenu";

/** Chooses a second model that answers beside the first, or none. */
export function ComparePicker({ conversationId }: { conversationId: string }) {
  const { t } = useTranslation();
  const may = useMay()("MULTI_CONVO.USE");
  const userId = useUser()?.id ?? "";
  const { catalog } = useModelCatalog();
  const added = useAddedModel(conversationId);
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState("");
  if (!may || catalog === undefined || catalog.length === 0) return null;
  const change = (next: boolean) => {
    setOpen(next);
    if (!next) setQuery("");
  };
  const label = findModel(catalog, added)?.entry.label;
  return (
    <Popover.Root open={open} onOpenChange={change}>
      {label === undefined ? (
        <Popover.Trigger asChild>
          <IconButton icon="compare" label={t("models.compare.start")} />
        </Popover.Trigger>
      ) : (
        <div className="flex min-w-0 items-center rounded-sm bg-accent-soft text-accent">
          <Popover.Trigger className="flex h-(--control-md) min-w-0 items-center gap-2 rounded-sm pr-1 pl-2.5">
            <Icon name="compare" className="size-4 max-sm:hidden" />
            <span className="sr-only">{t("models.compare.current")}</span>
            <span className="min-w-0 truncate font-semibold">{label}</span>
          </Popover.Trigger>
          <IconButton
            icon="close"
            size="sm"
            label={t("models.compare.stop")}
            className="mr-1 text-accent!"
            onClick={() => addModel(userId, conversationId, undefined)}
          />
        </div>
      )}
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={6}
          collisionPadding={8}
          aria-label={t("models.compare.menu")}
          className="animate-rise-in z-(--layer-menu) flex max-h-[min(30rem,var(--radix-popover-content-available-height))] w-[min(25rem,calc(100vw-1rem))] flex-col overflow-hidden rounded-lg bg-raised shadow-high ring-1 ring-line focus:outline-none"
        >
          <p className="px-4 pt-3 text-xs text-ink-muted">{t("models.compare.hint")}</p>
          <ModelMenu
            catalog={catalog}
            chosen={added}
            query={query}
            onQuery={setQuery}
            onChoose={(choice) => {
              addModel(userId, conversationId, choice);
              change(false);
            }}
          />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

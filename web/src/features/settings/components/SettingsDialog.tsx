import { Tabs } from "radix-ui";
import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useStartupConfig, useUser } from "@/features/auth";
import { useMediaQuery } from "@/lib/useMediaQuery";
import { Dialog, Icon, Spinner } from "@/ui";
import { showOverlay } from "../overlays";
import type { SettingsSection } from "../sections";
import { GeneralSection } from "./GeneralSection";

const general: SettingsSection = {
  id: "general",
  icon: "settings",
  title: "settings.general",
  Body: GeneralSection,
};

export interface SettingsDialogProps {
  /** What other features add, in order. */
  sections: readonly SettingsSection[];
  /** Id of the section shown; the first one otherwise. */
  shown: string | undefined;
  onClose: () => void;
}

/** Every setting, one section at a time: beside the list of them, below it on a phone. */
export function SettingsDialog({ sections, shown, onClose }: SettingsDialogProps) {
  const { t } = useTranslation();
  const wide = useMediaQuery("(min-width: 40rem)");
  const version = useStartupConfig()?.klatch?.version;
  const administrator = useUser()?.role === "ADMIN";
  const all = [general, ...sections].filter(
    ({ administrators }) => administrators !== true || administrator,
  );
  const current = all.find(({ id }) => id === shown) ?? general;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("settings.title")}
      size={all.length > 1 ? "xl" : "md"}
    >
      <Tabs.Root
        value={current.id}
        onValueChange={(id) => showOverlay("settings", id)}
        orientation={wide ? "vertical" : "horizontal"}
        className="flex flex-col gap-x-8 sm:min-h-[26rem] sm:flex-row"
      >
        {all.length > 1 && (
          <div className="sticky top-0 z-1 flex shrink-0 flex-col justify-between w-full sm:w-44 sm:self-start">
            <Tabs.List
              aria-label={t("settings.title")}
              className="-mx-6 flex gap-1 overflow-x-auto bg-raised px-6 py-1.5 sm:mx-0 sm:flex-col sm:overflow-visible sm:p-0"
            >
              {all.map(({ id, icon, title }) => (
                <Tabs.Trigger
                  key={id}
                  value={id}
                  className="flex h-(--control-md) shrink-0 items-center gap-2.5 rounded-sm px-2.5 text-sm font-medium text-ink-muted transition-colors hover:bg-hover hover:text-ink data-[state=active]:bg-accent-soft data-[state=active]:text-accent"
                >
                  <Icon name={icon} className="size-4.5" />
                  {t(title)}
                </Tabs.Trigger>
              ))}
            </Tabs.List>
            {wide && <Version version={version} />}
          </div>
        )}
        <Tabs.Content value={current.id} className="min-w-0 flex-1 outline-none">
          <Suspense fallback={<Spinner />}>
            <current.Body />
          </Suspense>
        </Tabs.Content>
      </Tabs.Root>
      {(all.length === 1 || !wide) && <Version version={version} />}
    </Dialog>
  );
}

function Version({ version }: { version: string | undefined }) {
  const { t } = useTranslation();
  if (version === undefined) return null;
  return <p className="mt-4 text-xs text-ink-faint">{t("settings.version", { version })}</p>;
}

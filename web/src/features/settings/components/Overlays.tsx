import { lazy, Suspense } from "react";
import { showOverlay, useShownOverlay } from "../overlays";
import type { SettingsSection } from "../sections";

const SettingsDialog = lazy(async () => ({
  default: (await import("./SettingsDialog")).SettingsDialog,
}));
const ShortcutsDialog = lazy(async () => ({
  default: (await import("./ShortcutsDialog")).ShortcutsDialog,
}));

/** The place of the application's dialogs; their code arrives when first opened. */
export function Overlays({ sections }: { sections: readonly SettingsSection[] }) {
  const { shown, section } = useShownOverlay();
  const close = () => showOverlay(undefined);
  return (
    <Suspense fallback={null}>
      {shown === "settings" && (
        <SettingsDialog sections={sections} shown={section} onClose={close} />
      )}
      {shown === "shortcuts" && <ShortcutsDialog onClose={close} />}
    </Suspense>
  );
}

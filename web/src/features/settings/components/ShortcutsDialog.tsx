import { useTranslation } from "react-i18next";
import { writeChord } from "@/lib/chords";
import { Dialog, Kbd } from "@/ui";
import { localKeys, shortcutLabels, shortcuts, type ShortcutName } from "../shortcuts";

export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const rows = [
    ...(Object.keys(shortcuts) as ShortcutName[]).map((name) => ({
      label: t(shortcutLabels[name]),
      keys: [writeChord(shortcuts[name])],
    })),
    ...localKeys.map(({ label, keys }) => ({ label: t(label), keys })),
  ];
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t("shortcuts.title")} size="sm">
      <dl className="divide-y divide-line">
        {rows.map(({ label, keys }) => (
          <div key={label} className="flex items-center justify-between gap-4 py-2.5">
            <dt>{label}</dt>
            <dd className="flex shrink-0 gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

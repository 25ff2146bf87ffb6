import { useTranslation } from "react-i18next";
import { Icon } from "@/ui";
import { enterKey, useKeyedEndpoints } from "../state";

/** Below the menu of models: the endpoints that could be used with a key. */
export function KeyHints({ onOpen }: { onOpen: () => void }) {
  const { t } = useTranslation();
  const missing = useKeyedEndpoints()?.filter(
    ({ stored }) => stored === undefined || stored.expired,
  );
  if (missing === undefined || missing.length === 0) return null;
  return (
    <div className="max-h-40 overflow-y-auto border-t border-line p-1.5">
      {missing.map(({ name, stored }) => (
        <button
          key={name}
          type="button"
          onClick={() => {
            onOpen();
            enterKey(name);
          }}
          className="flex w-full items-center gap-2.5 rounded-sm px-2.5 py-2 text-left text-sm text-ink-muted hover:bg-hover hover:text-ink"
        >
          <Icon name="key" className="size-4" />
          <span className="min-w-0 flex-1 truncate">
            {t(stored === undefined ? "keys.enterFor" : "keys.renewFor", { name })}
          </span>
        </button>
      ))}
    </div>
  );
}

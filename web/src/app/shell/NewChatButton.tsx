import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { shortcuts } from "@/features/settings";
import { writeChord } from "@/lib/chords";
import { Icon, Kbd, Tooltip } from "@/ui";

export interface NewChatButtonProps {
  /** Only the icon. */
  compact?: boolean;
  onNavigate?: (() => void) | undefined;
}

export function NewChatButton({ compact = false, onNavigate }: NewChatButtonProps) {
  const { t } = useTranslation();
  if (compact) {
    return (
      <Tooltip label={t("shell.newChat")} shortcut={writeChord(shortcuts.newChat)}>
        <Link
          to="/c/new"
          aria-label={t("shell.newChat")}
          className="inline-flex size-(--control-md) items-center justify-center rounded-sm text-ink-muted transition-colors hover:bg-hover hover:text-ink"
        >
          <Icon name="newChat" />
        </Link>
      </Tooltip>
    );
  }
  return (
    <Link
      to="/c/new"
      onClick={onNavigate}
      className="group flex h-(--control-md) items-center gap-2.5 rounded-sm bg-raised px-2.5 font-semibold shadow-low ring-1 ring-line transition-colors ring-inset hover:text-accent"
    >
      <Icon name="newChat" className="text-accent" />
      <span className="flex-1">{t("shell.newChat")}</span>
      <span className="opacity-0 transition-opacity group-hover:opacity-100 group-focus-visible:opacity-100 pointer-coarse:hidden">
        <Kbd>{writeChord(shortcuts.newChat)}</Kbd>
      </span>
    </Link>
  );
}

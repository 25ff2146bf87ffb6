import { useTranslation } from "react-i18next";
import { describeError } from "@/api";
import { signOut, useUser } from "@/features/auth";
import { shortcuts, showOverlay } from "@/features/settings";
import { writeChord } from "@/lib/chords";
import { initialsOf } from "@/lib/initials";
import { Icon, Menu, MenuItem, MenuSeparator, toast } from "@/ui";

/** Who is signed in, and what concerns them rather than a conversation. */
export function UserMenu() {
  const { t } = useTranslation();
  const user = useUser();
  if (user === undefined) return null;
  const name = user.name || user.username || user.email;
  const leave = () =>
    void signOut().catch((error: unknown) => toast(describeError(error).text, { tone: "danger" }));
  return (
    <Menu
      side="top"
      className="w-60"
      trigger={
        <button
          type="button"
          className="flex h-11 w-full items-center gap-2.5 rounded-sm px-2 text-left transition-colors hover:bg-hover data-[state=open]:bg-hover"
        >
          <span
            aria-hidden="true"
            className="flex size-7 shrink-0 items-center justify-center rounded-full bg-accent-soft text-xs font-semibold text-accent"
          >
            {initialsOf(name)}
          </span>
          <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
          <span className="sr-only">{t("shell.userMenu")}</span>
          <Icon name="chevronDown" className="size-4 rotate-180 text-ink-faint" />
        </button>
      }
    >
      <p className="truncate px-2.5 pt-2 pb-1.5 text-xs text-ink-faint">{user.email}</p>
      <MenuSeparator />
      <MenuItem
        icon="settings"
        shortcut={writeChord(shortcuts.openSettings)}
        onSelect={() => showOverlay("settings")}
      >
        {t("settings.title")}
      </MenuItem>
      <MenuItem
        icon="keyboard"
        shortcut={writeChord(shortcuts.showShortcuts)}
        onSelect={() => showOverlay("shortcuts")}
      >
        {t("shortcuts.title")}
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon="logOut" onSelect={leave}>
        {t("auth.logOut")}
      </MenuItem>
    </Menu>
  );
}

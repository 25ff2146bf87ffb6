import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { shortcuts } from "@/features/settings";
import { writeChord } from "@/lib/chords";
import { IconButton, LogoMark, Wordmark } from "@/ui";
import { Destinations } from "./Destinations";
import { NewChatButton } from "./NewChatButton";
import { UserMenu } from "./UserMenu";

export interface SidebarProps {
  onHide: () => void;
  /** Called when a link in the frame (not in the list) was followed. */
  onNavigate?: () => void;
  /** The list between top and bottom. */
  children: ReactNode;
}

export function Sidebar({ onHide, onNavigate, children }: SidebarProps) {
  const { t } = useTranslation();
  return (
    <aside
      aria-label={t("shell.sidebar")}
      className="flex h-full w-(--sidebar-width) max-w-[85vw] shrink-0 flex-col border-r border-line bg-sidebar pb-[env(safe-area-inset-bottom)]"
    >
      <div className="flex h-(--header-height) shrink-0 items-center justify-between pr-2 pl-4">
        <Link
          to="/c/new"
          onClick={onNavigate}
          aria-label={t("shell.home")}
          className="flex items-center gap-2 rounded-xs"
        >
          <LogoMark className="size-6.5" />
          <Wordmark className="h-4.5" />
        </Link>
        <IconButton
          icon="panel"
          label={t("shell.hideSidebar")}
          shortcut={writeChord(shortcuts.toggleSidebar)}
          onClick={onHide}
        />
      </div>
      <div className="px-3 pt-1 pb-2">
        <NewChatButton onNavigate={onNavigate} />
      </div>
      <Destinations onNavigate={onNavigate} />
      {children}
      <div className="border-t border-line p-2">
        <UserMenu />
      </div>
    </aside>
  );
}

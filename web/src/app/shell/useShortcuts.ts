import { useEffect, useRef } from "react";
import { useNavigate } from "react-router";
import { toggleNextTemporary } from "@/features/chat";
import { SEARCH_FIELD_ID } from "@/features/conversations";
import { setPickerOpen } from "@/features/models";
import { shortcuts, showOverlay, type ShortcutName } from "@/features/settings";
import { matchesChord } from "@/lib/chords";

export interface ShortcutTargets {
  onToggleSidebar: () => void;
  onShowSidebar: () => void;
}

/** The shortcuts that work everywhere. */
export function useShortcuts(targets: ShortcutTargets): void {
  const navigate = useNavigate();
  const latest = useRef(targets);
  useEffect(() => {
    latest.current = targets;
  });
  useEffect(() => {
    const actions: Record<ShortcutName, () => void> = {
      newChat: () => void navigate("/c/new"),
      temporaryChat: () => {
        toggleNextTemporary();
        void navigate("/c/new");
      },
      searchConversations: () => {
        latest.current.onShowSidebar();
        // The sidebar may have to be rendered first.
        requestAnimationFrame(() => document.getElementById(SEARCH_FIELD_ID)?.focus());
      },
      chooseModel: () => setPickerOpen(true),
      toggleSidebar: () => latest.current.onToggleSidebar(),
      openSettings: () => showOverlay("settings"),
      showShortcuts: () => showOverlay("shortcuts"),
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const names = Object.keys(shortcuts) as ShortcutName[];
      const name = names.find((candidate) => matchesChord(event, shortcuts[candidate]));
      if (name === undefined) return;
      event.preventDefault();
      actions[name]();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [navigate]);
}

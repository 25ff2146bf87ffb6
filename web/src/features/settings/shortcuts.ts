import type { MessageKey } from "@/i18n";
import type { Chord } from "@/lib/chords";

/** Every shortcut of the application, as the help shows them. */
export const shortcuts = {
  newChat: { key: "j", command: true },
  temporaryChat: { key: "l", command: true, shift: true },
  searchConversations: { key: "k", command: true },
  chooseModel: { key: "i", command: true },
  toggleSidebar: { key: "b", command: true },
  openSettings: { key: ",", command: true },
  showShortcuts: { key: "/", command: true },
} as const satisfies Record<string, Chord>;

export type ShortcutName = keyof typeof shortcuts;

export const shortcutLabels: Record<ShortcutName, MessageKey> = {
  newChat: "shortcuts.newChat",
  temporaryChat: "shortcuts.temporaryChat",
  searchConversations: "shortcuts.searchConversations",
  chooseModel: "shortcuts.chooseModel",
  toggleSidebar: "shortcuts.toggleSidebar",
  openSettings: "shortcuts.openSettings",
  showShortcuts: "shortcuts.showShortcuts",
};

/** Keys that single places understand; shown in the help only. */
export const localKeys: readonly { keys: string[]; label: MessageKey }[] = [
  { keys: ["Enter"], label: "shortcuts.send" },
  { keys: ["Shift", "Enter"], label: "shortcuts.newLine" },
  { keys: ["/"], label: "shortcuts.focusComposer" },
  { keys: ["Esc"], label: "shortcuts.stop" },
  { keys: ["↑"], label: "shortcuts.recall" },
  { keys: ["↑", "↓"], label: "shortcuts.moveInList" },
  { keys: ["Ctrl", "Shift", "Home"], label: "shortcuts.firstMessage" },
  { keys: ["Ctrl", "Shift", "End"], label: "shortcuts.lastMessage" },
  { keys: ["Q"], label: "shortcuts.quote" },
  { keys: ["Enter"], label: "shortcuts.searchMessages" },
  { keys: ["F2"], label: "shortcuts.rename" },
  { keys: ["Delete"], label: "shortcuts.delete" },
];

/** A key with the system's command key (Cmd on Apple machines, Ctrl elsewhere), or alone. */
export interface Chord {
  key: string;
  command?: boolean;
  shift?: boolean;
}

export function isApple(
  platform: string = typeof navigator === "undefined" ? "" : navigator.platform,
): boolean {
  return /Mac|iPhone|iPad/.test(platform);
}

/** How the reader's keyboard writes it: `⌘K` or `Ctrl+K`. */
export function writeChord(
  { key, command = false, shift = false }: Chord,
  apple: boolean = isApple(),
): string {
  const name = key.length === 1 ? key.toUpperCase() : key;
  const parts = [command && (apple ? "⌘" : "Ctrl"), shift && (apple ? "⇧" : "Shift"), name].filter(
    Boolean,
  );
  return parts.join(apple ? "" : "+");
}

type KeyPress = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

export function matchesChord(event: KeyPress, chord: Chord, apple: boolean = isApple()): boolean {
  if (event.key.toLowerCase() !== chord.key.toLowerCase() || event.altKey) return false;
  const command = apple ? event.metaKey : event.ctrlKey;
  const other = apple ? event.ctrlKey : event.metaKey;
  if (command !== (chord.command ?? false) || other) return false;
  // A letter's case is the shift key; a sign such as "?" needs it or not by layout.
  return !/^[a-z]$/i.test(chord.key) || event.shiftKey === (chord.shift ?? false);
}

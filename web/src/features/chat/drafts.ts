/**
 * What was typed and not yet sent, one text for each conversation and one for a new chat. It lives in the browser's
 * storage under the user's id, so that it survives a reload, a log-out and a crash, and no other user sees it.
 */

/** Writing waits this long after the last key, in milliseconds; a page that is left is written at once. */
export const WRITE_DELAY_MS = 300;

const PREFIX = "klatch.draft.";

export function draftKey(userId: string, conversationId: string): string {
  return `${PREFIX}${userId}.${conversationId}`;
}

export class Drafts {
  readonly #storage: Storage | null;
  readonly #pending = new Map<string, string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(storage: Storage | null) {
    this.#storage = storage;
  }

  read(key: string): string {
    const pending = this.#pending.get(key);
    if (pending !== undefined) return pending;
    try {
      return this.#storage?.getItem(key) ?? "";
    } catch {
      return "";
    }
  }

  /** Remembers the text, soon on disk too. An empty text forgets the draft. */
  write(key: string, text: string): void {
    this.#pending.set(key, text);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), WRITE_DELAY_MS);
  }

  /** Forgets a draft at once, when the server has taken the text over. */
  clear(key: string): void {
    this.#pending.set(key, "");
    this.flush();
  }

  /** Writes everything now. What the storage has no room for stays in memory. */
  flush(): void {
    clearTimeout(this.#timer);
    if (this.#storage === null) return;
    for (const [key, text] of this.#pending) {
      try {
        if (text === "") this.#storage.removeItem(key);
        else this.#storage.setItem(key, text);
        this.#pending.delete(key);
      } catch {
        // Full or forbidden; the text is still in memory.
      }
    }
  }
}

function browserStorage(): Storage | null {
  try {
    return typeof localStorage === "undefined" ? null : localStorage;
  } catch {
    return null; // cookies and storage are blocked
  }
}

/** The drafts of this browser; written out whenever the page may be about to go away. */
export const drafts = new Drafts(browserStorage());

if (typeof window !== "undefined") {
  window.addEventListener("pagehide", () => drafts.flush());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") drafts.flush();
  });
}

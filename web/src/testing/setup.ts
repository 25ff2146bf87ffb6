import { startTranslations } from "@/i18n";

/**
 * Newer Node versions define a `localStorage` of their own that is undefined without a file to keep
 * it in, and it hides the one of the simulated page: tests get one that lives in memory.
 */
function provideStorage(): void {
  const values = new Map<string, string>();
  const storage: Storage = {
    get length() {
      return values.size;
    },
    clear: () => {
      values.clear();
    },
    getItem: (key) => values.get(key) ?? null,
    key: (index) => [...values.keys()][index] ?? null,
    removeItem: (key) => {
      values.delete(key);
    },
    setItem: (key, value) => {
      values.set(key, value);
    },
  };
  Object.defineProperty(globalThis, "localStorage", { value: storage, configurable: true });
}

if (
  typeof document !== "undefined" &&
  (globalThis.localStorage as Storage | undefined) === undefined
) {
  provideStorage();
}

startTranslations();

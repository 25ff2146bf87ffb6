/** Where the application is mounted; a reverse proxy may put it under a path through `<base href>`. */
export function baseUrl(): URL {
  return new URL(".", typeof document === "undefined" ? "http://localhost/" : document.baseURI);
}

/** Query values; undefined, null and empty texts are left out, arrays repeat their key. */
export type Query = Record<
  string,
  string | number | boolean | readonly string[] | undefined | null
>;

/** The absolute address of `path` (no leading slash), below the mount point. */
export function apiUrl(path: string, query: Query = {}): string {
  const url = new URL(path, baseUrl());
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === "") continue;
    if (Array.isArray(value))
      for (const item of value as readonly string[]) url.searchParams.append(key, item);
    else url.searchParams.set(key, String(value));
  }
  return url.href;
}

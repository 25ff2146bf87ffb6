import { queryOptions } from "@tanstack/react-query";
import { api, apiUrl, currentToken, refreshSession, send } from "@/api";

/** A file as messages keep it (wire contract 4.5). */
export interface MessageFile {
  readonly file_id: string;
  readonly filename: string;
  readonly filepath: string;
  readonly type: string;
  readonly width?: number;
  readonly height?: number;
  /** Address of a small copy of a picture. */
  readonly preview?: string;
  readonly bytes?: number;
  readonly user?: string;
}

/** A file as the list shows it. */
export interface StoredFile extends MessageFile {
  readonly bytes: number;
  readonly user: string;
  readonly createdAt: string;
  readonly conversationId?: string;
  readonly tokenCount?: number;
}

interface Limits {
  readonly disabled?: boolean;
  readonly fileLimit?: number;
  readonly fileSizeLimit?: number;
  readonly supportedMimeTypes?: readonly string[];
}

/** The administrator's limits; sizes in megabytes. */
export interface FileConfig {
  readonly endpoints?: Readonly<Record<string, Limits>>;
  readonly serverFileSizeLimit?: number;
  readonly avatarSizeLimit?: number;
}

export const filesKey = ["files"] as const;

export const filesQuery = queryOptions({
  queryKey: filesKey,
  queryFn: ({ signal }) => api.get<StoredFile[]>("api/files", { signal }),
});

export const fileConfigQuery = queryOptions({
  queryKey: ["fileConfig"],
  queryFn: async ({ signal }) =>
    (await api.get<FileConfig | undefined>("api/files/config", { signal })) ?? {},
  staleTime: Infinity,
});

export async function deleteFiles(files: readonly MessageFile[]): Promise<void> {
  await api.delete("api/files", {
    files: files.map(({ file_id, filepath }) => ({ file_id, filepath })),
  });
}

/** Saves a file on the reader's machine. */
export async function download(file: MessageFile, userId: string): Promise<void> {
  const path = `api/files/download/${userId}/${encodeURIComponent(file.file_id)}`;
  const url = URL.createObjectURL(await (await send("GET", path)).blob());
  const link = document.createElement("a");
  link.href = url;
  link.download = file.filename;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Address of a picture, small where a small copy is kept. */
export function pictureUrl(file: MessageFile, small: boolean): string {
  return apiUrl((small ? (file.preview ?? file.filepath) : file.filepath).replace(/^\//, ""));
}

export interface UploadOptions {
  readonly fields: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Part that has gone out, 0 to 1. */
  readonly onProgress?: (part: number) => void;
}

/**
 * Uploads a file. Not with `fetch`, which does not tell how much has gone out.
 *
 * @throws Error with what the server says
 */
export async function upload<T>(path: string, file: File, options: UploadOptions): Promise<T> {
  const first = await attempt(path, file, options, await currentToken());
  if (first.status !== 401) return answerOf<T>(first);
  return answerOf<T>(await attempt(path, file, options, await refreshSession()));
}

function answerOf<T>(request: XMLHttpRequest): T {
  let body: unknown;
  try {
    body = JSON.parse(request.responseText);
  } catch {
    body = undefined;
  }
  if (request.status >= 200 && request.status < 300 && body !== undefined) return body as T;
  throw new Error((body as { message?: string } | undefined)?.message ?? "");
}

function attempt(path: string, file: File, options: UploadOptions, token: string | undefined) {
  return new Promise<XMLHttpRequest>((resolve, reject) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(options.fields)) form.append(name, value);
    form.append("file", file, file.name);
    const request = new XMLHttpRequest();
    request.open("POST", apiUrl(path));
    if (token !== undefined) request.setRequestHeader("Authorization", `Bearer ${token}`);
    request.upload.addEventListener("progress", ({ loaded, total }) =>
      options.onProgress?.(loaded / total),
    );
    request.addEventListener("load", () => resolve(request));
    request.addEventListener("error", () => reject(new Error("")));
    request.addEventListener("abort", () => reject(new DOMException("", "AbortError")));
    options.signal?.addEventListener("abort", () => request.abort());
    request.send(form);
  });
}

import { api, apiUrl, ApiError, send, sessionStore } from "@/api";

/** A conversation that was not taken, and why. */
export interface ImportFailure {
  title: string;
  message: string;
}

/** How far an import is and what came of it. */
export interface ImportState {
  id: string;
  fileName: string;
  state: "running" | "done" | "failed" | "cancelled";
  bytesRead: number;
  bytesTotal: number;
  conversations: number;
  messages: number;
  refused: number;
  failures: readonly ImportFailure[];
  /** Why the rest of the file was not read. */
  error?: string;
}

/** Sends a file; fetch cannot tell how much of it is gone. */
export async function uploadImport(
  file: File,
  onSent: (share: number) => void,
): Promise<ImportState> {
  // Renews the token when it is about to end.
  await api.get("/api/user");
  return await new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", apiUrl("/api/klatch/imports"));
    request.setRequestHeader("Authorization", `Bearer ${sessionStore.getState().token ?? ""}`);
    request.responseType = "json";
    request.upload.addEventListener("progress", ({ loaded, total }) =>
      onSent(total > 0 ? loaded / total : 0),
    );
    request.addEventListener("error", () => reject(new ApiError("", { status: 0 })));
    request.addEventListener("load", () => {
      const reply = request.response as (ImportState & { message?: string }) | null;
      if (request.status === 202 && reply !== null) resolve(reply);
      else reject(new ApiError(reply?.message ?? "", { status: request.status }));
    });
    const form = new FormData();
    form.append("file", file);
    request.send(form);
  });
}

export function importState(id: string): Promise<ImportState> {
  return api.get<ImportState>(`/api/klatch/imports/${id}`);
}

export async function cancelImport(id: string): Promise<void> {
  await api.delete(`/api/klatch/imports/${id}`);
}

/** Everything of the person, as a file. */
export async function exportAll(format: "zip" | "json"): Promise<Blob> {
  const response = await send("GET", "/api/klatch/export", { query: { format } });
  return await response.blob();
}

/** Lets the browser save a file. */
export function saveFile(name: string, content: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

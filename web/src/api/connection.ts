import { createStore } from "zustand/vanilla";
import type { StreamState } from "./eventStream";

/** What the reader must know of the line: `offline` by the browser's word, or a stream that lost its server. */
export interface Connection {
  status: "online" | "offline" | "reconnecting";
}

export const connectionStore = createStore<Connection>(() => ({
  status: isOnline() ? "online" : "offline",
}));

const waiting = new Set<object>();

/** Event streams report here, so that one banner can speak for all of them. */
export function reportStream(stream: object, state: StreamState): void {
  if (state === "waiting") waiting.add(stream);
  else if (state !== "connecting") waiting.delete(stream);
  update();
}

/** Follows the browser's online and offline events; answers how to stop. */
export function watchConnection(): () => void {
  window.addEventListener("online", update);
  window.addEventListener("offline", update);
  update();
  return () => {
    window.removeEventListener("online", update);
    window.removeEventListener("offline", update);
  };
}

function update(): void {
  const status = !isOnline() ? "offline" : waiting.size > 0 ? "reconnecting" : "online";
  if (connectionStore.getState().status !== status) connectionStore.setState({ status });
}

function isOnline(): boolean {
  return typeof navigator === "undefined" || navigator.onLine !== false;
}

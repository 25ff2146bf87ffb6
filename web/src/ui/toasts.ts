import { createStore } from "zustand/vanilla";

export interface ToastAction {
  label: string;
  run: () => void;
}

export interface Toast {
  id: number;
  tone: "neutral" | "danger" | "success";
  text: string;
  /** Smaller second line, such as a request id. */
  detail: string | undefined;
  action: ToastAction | undefined;
  /** Time on screen in ms; the pointer or the focus on it stops the clock. */
  lifetimeMs: number;
}

export const toastStore = createStore<{ toasts: Toast[] }>(() => ({ toasts: [] }));

let lastId = 0;

/** Shows a short message at the edge of the screen; at most three at a time. */
export function toast(
  text: string,
  options: Partial<Pick<Toast, "tone" | "detail" | "action" | "lifetimeMs">> = {},
): number {
  const id = ++lastId;
  const next: Toast = {
    id,
    text,
    tone: options.tone ?? "neutral",
    detail: options.detail,
    action: options.action,
    lifetimeMs: options.lifetimeMs ?? (options.tone === "danger" ? 9000 : 5000),
  };
  toastStore.setState(({ toasts }) => ({ toasts: [...toasts, next].slice(-3) }));
  return id;
}

export function dismissToast(id: number): void {
  toastStore.setState(({ toasts }) => ({ toasts: toasts.filter((shown) => shown.id !== id) }));
}

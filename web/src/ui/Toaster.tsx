import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { cx } from "@/lib/cx";
import { IconButton } from "./Button";
import { Icon } from "./Icon";
import { dismissToast, toastStore, type Toast } from "./toasts";

/** The place of the toasts, once in the application. A polite live region reads them out. */
export function Toaster() {
  const { t } = useTranslation();
  const toasts = useStore(toastStore, (state) => state.toasts);
  return (
    <section
      aria-label={t("toast.region")}
      aria-live="polite"
      className="pointer-events-none fixed inset-x-3 top-[calc(var(--header-height)+0.25rem)] z-(--layer-toast) flex flex-col items-center gap-2 sm:right-4 sm:left-auto sm:items-end"
    >
      {toasts.map((shown) => (
        <ToastCard key={shown.id} toast={shown} />
      ))}
    </section>
  );
}

function ToastCard({ toast }: { toast: Toast }) {
  const { t } = useTranslation();
  const held = useCountdown(toast.lifetimeMs, () => dismissToast(toast.id));
  const { action } = toast;
  return (
    <div
      {...held}
      className="animate-rise-in pointer-events-auto flex w-full max-w-dialog-sm items-center gap-3 rounded-md bg-raised py-2 pr-2 pl-4 text-sm shadow-high ring-1 ring-line sm:w-auto sm:min-w-72"
    >
      {toast.tone !== "neutral" && (
        <Icon
          name={toast.tone === "danger" ? "alert" : "check"}
          className={toast.tone === "danger" ? "text-danger" : "text-success"}
        />
      )}
      <div className="min-w-0 flex-1 py-1">
        <p className="break-words">{toast.text}</p>
        {toast.detail !== undefined && (
          <p className="text-xs break-all text-ink-faint">{toast.detail}</p>
        )}
      </div>
      {action !== undefined && (
        <button
          type="button"
          className={cx(
            "h-(--control-sm) shrink-0 rounded-xs px-2.5 font-semibold text-accent hover:bg-accent-soft",
          )}
          onClick={() => {
            dismissToast(toast.id);
            action.run();
          }}
        >
          {action.label}
        </button>
      )}
      <IconButton
        icon="close"
        label={t("common.dismiss")}
        size="sm"
        tooltipSide="top"
        onClick={() => dismissToast(toast.id)}
      />
    </div>
  );
}

/** Calls `onEnd` after `ms`; handlers that hold the clock while the pointer or the focus is inside. */
function useCountdown(ms: number, onEnd: () => void) {
  const [held, setHeld] = useState(false);
  const left = useRef(ms);
  const end = useRef(onEnd);
  useEffect(() => {
    end.current = onEnd;
  });
  useEffect(() => {
    if (held) return undefined;
    const started = performance.now();
    const timer = setTimeout(() => end.current(), left.current);
    return () => {
      clearTimeout(timer);
      left.current = Math.max(1500, left.current - (performance.now() - started));
    };
  }, [held]);
  return {
    onPointerEnter: () => setHeld(true),
    onPointerLeave: () => setHeld(false),
    onFocus: () => setHeld(true),
    onBlur: () => setHeld(false),
  };
}

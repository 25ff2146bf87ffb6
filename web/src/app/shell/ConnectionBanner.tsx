import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { connectionStore } from "@/api";
import { cx } from "@/lib/cx";
import { Icon, Spinner } from "@/ui";

/** How long the good news stays, in ms. */
const BACK_MS = 2500;

/** Says when the line is gone, that it is being mended, and that it is back. */
export function ConnectionBanner() {
  const { t } = useTranslation();
  const status = useStore(connectionStore, (connection) => connection.status);
  const shown = useBackForAWhile(status);
  return (
    <div role="status" className="relative z-(--layer-header)">
      {shown !== "online" && (
        <div className="pointer-events-none absolute inset-x-0 top-1 flex justify-center px-3">
          <p
            className={cx(
              "animate-rise-in flex items-center gap-2 rounded-full px-3.5 py-1.5 text-xs font-semibold shadow-mid ring-1 ring-line",
              shown === "back" ? "bg-success-soft text-success" : "bg-warning-soft text-warning",
            )}
          >
            {shown === "reconnecting" ? (
              <Spinner className="size-3.5" />
            ) : (
              <Icon name={shown === "back" ? "check" : "wifiOff"} className="size-4" />
            )}
            {shown === "offline" && t("connection.offline")}
            {shown === "reconnecting" && t("connection.reconnecting")}
            {shown === "back" && t("connection.back")}
          </p>
        </div>
      )}
    </div>
  );
}

/** `back` for a moment after the line was gone. */
function useBackForAWhile(status: "online" | "offline" | "reconnecting") {
  const [before, setBefore] = useState(status);
  const [back, setBack] = useState(false);
  if (status !== before) {
    setBefore(status);
    setBack(status === "online");
  }
  useEffect(() => {
    if (!back) return undefined;
    const timer = setTimeout(() => setBack(false), BACK_MS);
    return () => clearTimeout(timer);
  }, [back]);
  return status === "online" && back ? "back" : status;
}

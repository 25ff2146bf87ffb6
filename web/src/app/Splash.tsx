import { useTranslation } from "react-i18next";
import { useEffect, useState } from "react";
import { refreshSession } from "@/api";
import { Button, LogoMark } from "@/ui";

/** Waiting time after which the splash offers to ask again, in ms. */
const PATIENCE_MS = 4000;

/** The first moment of a page load, until the server has said who is there. */
export function Splash() {
  const { t } = useTranslation();
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <main
      className="flex h-full flex-col items-center justify-center gap-5 bg-canvas"
      aria-busy={!slow}
    >
      <LogoMark className={slow ? "size-10" : "size-10 animate-pulse"} />
      {slow && (
        <>
          <p role="status" className="text-ink-muted">
            {t("error.network")}
          </p>
          <Button icon="refresh" onClick={() => void refreshSession().catch(() => undefined)}>
            {t("common.retry")}
          </Button>
        </>
      )}
    </main>
  );
}

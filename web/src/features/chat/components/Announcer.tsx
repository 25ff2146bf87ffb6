import { useState } from "react";
import { useTranslation } from "react-i18next";

/** Tells screen readers when an answer begins and when it is there; never its words one by one. */
export function Announcer({ running, failed }: { running: boolean; failed: boolean }) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const [before, setBefore] = useState(running);
  if (before !== running) {
    setBefore(running);
    if (running) setText(t("chat.announce.started"));
    else setText(failed ? t("chat.announce.failed") : t("chat.announce.finished"));
  }
  return (
    <div role="status" aria-live="polite" className="sr-only">
      {text}
    </div>
  );
}

import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { describeError } from "@/api";
import { refreshConversations } from "@/features/conversations";
import { Button, Notice } from "@/ui";
import {
  cancelImport,
  exportAll,
  importState,
  saveFile,
  uploadImport,
  type ImportState,
} from "../api";

/** Pause between two questions for the progress, in ms. */
const PAUSE_MS = 400;

/** Settings: bring conversations in, take all of them out. */
export function TransferSection() {
  return (
    <div className="flex flex-col gap-8">
      <ImportPart />
      <ExportPart />
    </div>
  );
}

function explain(error: unknown): string {
  const { text, detail } = describeError(error);
  return detail === undefined ? text : `${text} ${detail}`;
}

/** Sends a file and follows its import to the end. */
function useImport() {
  const [sent, setSent] = useState<number>();
  const [state, setState] = useState<ImportState>();
  const [failure, setFailure] = useState<string>();
  const running = sent !== undefined;
  const run = async (file: File) => {
    setState(undefined);
    setFailure(undefined);
    setSent(0);
    try {
      let now = await uploadImport(file, setSent);
      while (now.state === "running") {
        setState(now);
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
        now = await importState(now.id);
      }
      setState(now);
    } catch (error) {
      setFailure(explain(error));
    } finally {
      setSent(undefined);
      void refreshConversations();
    }
  };
  return { sent, state, failure, running, run };
}

function ImportPart() {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const { sent, state, failure, running, run } = useImport();
  return (
    <section>
      <h3 className="font-semibold">{t("transfer.import")}</h3>
      <p className="mt-0.5 text-sm text-ink-muted">{t("transfer.import.hint")}</p>
      <input
        ref={field}
        type="file"
        accept=".json,.zip,application/json,application/zip"
        aria-label={t("transfer.choose")}
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = "";
          if (file !== undefined) void run(file);
        }}
      />
      <div className="mt-3 flex flex-col items-start gap-3">
        <Button busy={running} onClick={() => field.current?.click()}>
          {t("transfer.choose")}
        </Button>
        {running && <Progress sent={sent ?? 0} state={state} />}
        {failure !== undefined && (
          <Notice tone="danger" urgent>
            {failure}
          </Notice>
        )}
        {!running && state !== undefined && <Summary state={state} />}
      </div>
    </section>
  );
}

function Progress({ sent, state }: { sent: number; state: ImportState | undefined }) {
  const { t } = useTranslation();
  const share = state === undefined ? sent : state.bytesRead / Math.max(1, state.bytesTotal);
  return (
    <div className="w-full" role="status">
      <p className="mb-1.5 text-sm text-ink-muted">
        {state === undefined
          ? t("transfer.sending")
          : t("transfer.reading", { count: state.conversations })}
      </p>
      <progress
        className="h-2 w-full accent-accent"
        max={1}
        value={share}
        aria-label={t("transfer.import")}
      />
      {state !== undefined && (
        <Button size="sm" look="quiet" onClick={() => void cancelImport(state.id)}>
          {t("common.cancel")}
        </Button>
      )}
    </div>
  );
}

function Summary({ state }: { state: ImportState }) {
  const { t } = useTranslation();
  const good = state.error === undefined && state.refused === 0;
  return (
    <Notice tone={good ? "info" : "warning"} urgent className="w-full">
      <p>
        {t("transfer.done", { count: state.conversations })}{" "}
        {t("transfer.doneMessages", { count: state.messages })}
      </p>
      {state.error !== undefined && <p className="mt-1">{state.error}</p>}
      {state.refused > 0 && (
        <details className="mt-1">
          <summary className="cursor-pointer">
            {t("transfer.refused", { count: state.refused })}
          </summary>
          <ul className="mt-1 list-disc pl-5">
            {state.failures.map(({ title, message }) => (
              <li key={`${title} ${message}`} className="wrap-anywhere">
                {title}: {message}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Notice>
  );
}

function ExportPart() {
  const { t } = useTranslation();
  const [busy, setBusy] = useState<"zip" | "json">();
  const [failure, setFailure] = useState<string>();
  const save = async (format: "zip" | "json") => {
    setBusy(format);
    setFailure(undefined);
    try {
      const day = new Date().toISOString().slice(0, 10);
      saveFile(`klatch-${day}.${format}`, await exportAll(format));
    } catch (error) {
      setFailure(explain(error));
    } finally {
      setBusy(undefined);
    }
  };
  return (
    <section>
      <h3 className="font-semibold">{t("transfer.exportAll")}</h3>
      <p className="mt-0.5 text-sm text-ink-muted">{t("transfer.exportAll.hint")}</p>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button icon="download" busy={busy === "zip"} onClick={() => void save("zip")}>
          {t("transfer.zip")}
        </Button>
        <Button busy={busy === "json"} onClick={() => void save("json")}>
          {t("transfer.format.json")}
        </Button>
      </div>
      {failure !== undefined && (
        <Notice tone="danger" urgent className="mt-3">
          {failure}
        </Notice>
      )}
    </section>
  );
}

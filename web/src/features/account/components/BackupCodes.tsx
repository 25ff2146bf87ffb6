import { useTranslation } from "react-i18next";
import { copyText } from "@/lib/markdown";
import { Button, Notice, toast } from "@/ui";

export interface BackupCodesProps {
  codes: readonly string[];
  onDone: () => void;
}

/** The backup codes, shown this once. */
export function BackupCodes({ codes, onDone }: BackupCodesProps) {
  const { t } = useTranslation();
  const text = codes.join("\n");

  async function copy() {
    if (await copyText(text)) toast(t("twoFactor.codes.copied"));
    else toast(t("twoFactor.codes.copyFailed"), { tone: "danger" });
  }

  function download() {
    const url = URL.createObjectURL(new Blob([`${text}\n`], { type: "text/plain" }));
    const link = document.createElement("a");
    link.href = url;
    link.download = "klatch-backup-codes.txt";
    link.click();
    URL.revokeObjectURL(url);
  }

  return (
    <div className="flex flex-col gap-3.5">
      <Notice tone="warning" title={t("twoFactor.codes.title")}>
        <p>{t("twoFactor.codes.text")}</p>
      </Notice>
      <ul
        aria-label={t("twoFactor.codes.title")}
        className="grid grid-cols-2 gap-x-6 gap-y-1.5 rounded-md bg-canvas p-4 font-mono text-sm tabular-nums select-all sm:max-w-80"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button icon="copy" onClick={() => void copy()}>
          {t("twoFactor.codes.copy")}
        </Button>
        <Button icon="download" onClick={download}>
          {t("twoFactor.codes.download")}
        </Button>
        <Button look="primary" onClick={onDone}>
          {t("twoFactor.codes.kept")}
        </Button>
      </div>
    </div>
  );
}

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useUser } from "@/features/auth";
import { Button, Dialog, Icon, toast } from "@/ui";
import { cx } from "@/lib/cx";
import { download, pictureUrl, type MessageFile } from "../api";
import { sizeText } from "../limits";

/** The files of a message: pictures that open large, documents that can be saved. */
export function MessageFiles({ files }: { files: readonly MessageFile[] }) {
  const { t } = useTranslation();
  const userId = useUser()?.id ?? "";
  const [open, setOpen] = useState<MessageFile | null>(null);
  const save = (file: MessageFile) =>
    void download(file, userId).catch(() => toast(t("files.downloadFailed"), { tone: "danger" }));
  return (
    <ul aria-label={t("files.attached")} className="flex max-w-[88%] flex-wrap justify-end gap-2">
      {files.map((file) => (
        <li key={file.file_id} className="min-w-0">
          {file.width === undefined ? (
            <Button size="sm" look="secondary" onClick={() => save(file)}>
              <Icon name="file" className="size-4" />
              <span className="max-w-56 truncate">{file.filename}</span>
              {file.bytes !== undefined && (
                <span className="text-ink-faint">{sizeText(file.bytes)}</span>
              )}
            </Button>
          ) : (
            <button
              type="button"
              aria-label={t("files.open", { name: file.filename })}
              onClick={() => setOpen(file)}
              className="block overflow-hidden rounded-xl ring-1 ring-line"
            >
              <img
                src={pictureUrl(file, true)}
                alt={file.filename}
                width={file.width}
                height={file.height}
                loading="lazy"
                className="h-auto max-h-64 w-auto max-w-full object-contain"
              />
            </button>
          )}
        </li>
      ))}
      {open !== null && (
        <Lightbox file={open} onClose={() => setOpen(null)} onSave={() => save(open)} />
      )}
    </ul>
  );
}

interface LightboxProps {
  file: MessageFile;
  onClose: () => void;
  onSave: () => void;
}

function Lightbox({ file, onClose, onSave }: LightboxProps) {
  const { t } = useTranslation();
  const [whole, setWhole] = useState(false);
  return (
    <Dialog open title={file.filename} onOpenChange={(open) => !open && onClose()}>
      <div className="max-h-[75vh] overflow-auto">
        <img
          src={pictureUrl(file, false)}
          alt={file.filename}
          className={cx("mx-auto", whole ? "max-w-none" : "max-h-[70vh] max-w-full object-contain")}
        />
      </div>
      <div className="mt-4 flex justify-end gap-2">
        <Button onClick={() => setWhole(!whole)}>
          {whole ? t("files.fit") : t("files.actualSize")}
        </Button>
        <Button icon="download" onClick={onSave}>
          {t("files.download")}
        </Button>
      </div>
    </Dialog>
  );
}

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { describeError } from "@/api";
import { Button, Dialog, toast } from "@/ui";

export interface DeleteDialogProps {
  name: string;
  onDelete: () => Promise<unknown>;
  onClose: () => void;
}

/** Asks before an agent goes. */
export function DeleteDialog({ name, onDelete, onClose }: DeleteDialogProps) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const remove = async () => {
    setBusy(true);
    try {
      await onDelete();
      onClose();
    } catch (error) {
      toast(describeError(error).text, { tone: "danger" });
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      size="sm"
      onOpenChange={(open) => !open && onClose()}
      title={t("agents.delete.title", { name })}
      description={t("agents.delete.hint")}
      footer={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button look="danger" busy={busy} onClick={() => void remove()}>
            {t("agents.delete")}
          </Button>
        </>
      }
    />
  );
}

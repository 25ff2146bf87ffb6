import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { messagesQuery, useShownMessages } from "@/features/chat";
import { useConversation } from "@/features/conversations";
import { Button, Dialog, HeaderActions, IconButton, Segmented } from "@/ui";
import { saveFile } from "../api";
import { exportFile, type Format } from "../formats";

/** Opens the choice of how to export the conversation on the page. */
export function ExportButton({ conversationId }: { conversationId: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <HeaderActions>
        <IconButton icon="download" label={t("transfer.exportOne")} onClick={() => setOpen(true)} />
      </HeaderActions>
      {open && <ExportDialog conversationId={conversationId} onClose={() => setOpen(false)} />}
    </>
  );
}

interface ExportDialogProps {
  conversationId: string;
  onClose: () => void;
}

function ExportDialog({ conversationId, onClose }: ExportDialogProps) {
  const { t } = useTranslation();
  const [format, setFormat] = useState<Format>("markdown");
  const [scope, setScope] = useState<"branch" | "tree">("branch");
  const { conversation } = useConversation(conversationId);
  const { data: all } = useQuery(messagesQuery(conversationId));
  const shown = useShownMessages(conversationId, all);
  const save = () => {
    if (conversation === undefined || all === undefined) return;
    const branches = scope === "tree";
    const { name, content } = exportFile(format, {
      conversation,
      messages: branches ? all : shown,
      branches,
      you: t("search.you"),
    });
    saveFile(name, content);
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(next) => !next && onClose()}
      title={t("transfer.exportOne")}
      size="sm"
      footer={
        <Button
          look="primary"
          icon="download"
          disabled={conversation === undefined || all === undefined}
          onClick={save}
        >
          {t("transfer.save")}
        </Button>
      }
    >
      <div className="flex flex-col items-start gap-5">
        <Segmented
          label={t("transfer.format")}
          value={format}
          onChange={setFormat}
          options={[
            { value: "markdown", label: t("transfer.format.markdown") },
            { value: "text", label: t("transfer.format.text") },
            { value: "json", label: t("transfer.format.json") },
            { value: "csv", label: t("transfer.format.csv") },
          ]}
        />
        <Segmented
          label={t("transfer.scope")}
          value={scope}
          onChange={setScope}
          options={[
            { value: "branch", label: t("transfer.scope.branch") },
            { value: "tree", label: t("transfer.scope.tree") },
          ]}
        />
      </div>
    </Dialog>
  );
}

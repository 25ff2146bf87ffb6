import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { messagesQuery, messageText, useShownMessages, type Message } from "@/features/chat";
import { useConversation } from "@/features/conversations";
import { Button, Dialog, Notice, Segmented } from "@/ui";
import { saveFile } from "../api";
import { exportFile, fileName, type Format } from "../formats";
import { MAX_IMAGES, TooLongError } from "../picture/paint";
import { ConversationSheet } from "./ConversationSheet";

/** More than this is not even laid out to be painted, in characters and messages. */
const MAX_PAINTED_TEXT = 200_000;
const MAX_PAINTED_MESSAGES = 1000;

interface ExportDialogProps {
  conversationId: string;
  onClose: () => void;
}

function canBePainted(messages: readonly Message[]): boolean {
  let characters = 0;
  for (const message of messages) characters += messageText(message).length;
  return characters <= MAX_PAINTED_TEXT && messages.length <= MAX_PAINTED_MESSAGES;
}

function saveImages(title: string, images: readonly Blob[]): void {
  images.forEach((image, i) => {
    const name = images.length === 1 ? title : `${title.slice(0, 70)} ${i + 1}`;
    saveFile(fileName(name, "png"), image);
  });
}

/** How the conversation on the page is exported. */
export function ExportDialog({ conversationId, onClose }: ExportDialogProps) {
  const { t } = useTranslation();
  const [format, setFormat] = useState<Format | "png">("markdown");
  const [scope, setScope] = useState<"branch" | "tree">("branch");
  const [painting, setPainting] = useState(false);
  const [failure, setFailure] = useState<string>();
  const { conversation } = useConversation(conversationId);
  const { data: all } = useQuery(messagesQuery(conversationId));
  const shown = useShownMessages(conversationId, all);
  const you = t("search.you");
  const title = conversation?.title ?? "";
  const tooLong = t("transfer.image.tooLong", { count: MAX_IMAGES });
  const save = () => {
    if (conversation === undefined || all === undefined) return;
    setFailure(undefined);
    if (format === "png") {
      if (canBePainted(shown)) setPainting(true);
      else setFailure(tooLong);
      return;
    }
    const branches = scope === "tree";
    const messages = branches ? all : shown;
    const { name, content } = exportFile(format, { conversation, messages, branches, you });
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
          busy={painting}
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
            { value: "png", label: t("transfer.format.png") },
          ]}
        />
        {format === "png" ? (
          <p className="text-sm text-ink-muted" role="status">
            {painting ? t("transfer.drawing") : t("transfer.image.hint")}
          </p>
        ) : (
          <Segmented
            label={t("transfer.scope")}
            value={scope}
            onChange={setScope}
            options={[
              { value: "branch", label: t("transfer.scope.branch") },
              { value: "tree", label: t("transfer.scope.tree") },
            ]}
          />
        )}
        {failure !== undefined && (
          <Notice tone="danger" urgent>
            {failure}
          </Notice>
        )}
      </div>
      {painting && (
        <ConversationSheet
          title={title}
          messages={shown}
          you={you}
          onPainted={(images) => {
            saveImages(title, images);
            onClose();
          }}
          onFailed={(error) => {
            setPainting(false);
            setFailure(error instanceof TooLongError ? tooLong : t("transfer.image.failed"));
          }}
        />
      )}
    </Dialog>
  );
}

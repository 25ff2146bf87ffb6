import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay, useStartupConfig } from "@/features/auth";
import { reportFailure, type ConversationDialog } from "@/features/conversations";
import { copyText } from "@/lib/markdown";
import { Button, Dialog, inputLook, Notice, Spinner, toast, Toggle } from "@/ui";
import { createLink, linkQuery, revokeLink, updateLink } from "../api";
import { addressOf, refreshLinks } from "../links";

export interface ShareDialogProps {
  conversation: ConversationDialog["conversation"];
  onClose: () => void;
}

/** Makes, renews, copies and ends the link to a conversation, and says what it shows. */
export function ShareDialog({ conversation, onClose }: ShareDialogProps) {
  const { t } = useTranslation();
  const id = conversation.conversationId;
  const link = useQuery(linkQuery(id)).data;
  const may = useMay();
  const anonymous = useStartupConfig()?.publicSharedLinksEnabled === true;
  const mayOpen = may("SHARED_LINKS.SHARE_PUBLIC");
  const [busy, setBusy] = useState(false);
  const toggleId = useId();
  const shareId = link?.shareId ?? undefined;

  const run = async (work: () => Promise<unknown>, done: string) => {
    setBusy(true);
    try {
      await work();
      await refreshLinks(id);
      toast(done, { tone: "success" });
    } catch (error) {
      reportFailure(error);
    }
    setBusy(false);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("share.title")}
      description={conversation.title ?? t("conversations.untitled")}
      footer={
        link === undefined ? undefined : shareId === undefined ? (
          <Button
            look="primary"
            icon="link"
            busy={busy}
            onClick={() => void run(() => createLink(id, mayOpen), t("share.created"))}
          >
            {t("share.create")}
          </Button>
        ) : (
          <>
            <Button
              icon="trash"
              disabled={busy}
              onClick={() => void run(() => revokeLink(shareId), t("share.revoked"))}
            >
              {t("share.revoke")}
            </Button>
            <Button
              icon="refresh"
              disabled={busy}
              onClick={() => void run(() => updateLink(shareId, {}), t("share.updated"))}
            >
              {t("share.update")}
            </Button>
            <CopyButton address={addressOf(shareId)} />
          </>
        )
      }
    >
      {link === undefined ? (
        <Spinner />
      ) : (
        <div className="flex flex-col gap-4">
          <p className="text-sm text-ink-muted">{t("share.what")}</p>
          {shareId !== undefined && (
            <>
              <input
                readOnly
                aria-label={t("share.address")}
                value={addressOf(shareId)}
                onFocus={(event) => event.target.select()}
                className={inputLook}
              />
              <Notice tone="info">{t("share.snapshot")}</Notice>
              {mayOpen && (
                <div className="flex items-center justify-between gap-4">
                  <label htmlFor={toggleId} className="text-sm">
                    {anonymous ? t("share.everyone") : t("share.members")}
                  </label>
                  <Toggle
                    id={toggleId}
                    checked={link.isPublic === true}
                    onChange={(isPublic) =>
                      void run(() => updateLink(shareId, { isPublic }), t("share.updated"))
                    }
                  />
                </div>
              )}
            </>
          )}
        </div>
      )}
    </Dialog>
  );
}

function CopyButton({ address }: { address: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  return (
    <Button
      look="primary"
      icon={copied ? "check" : "copy"}
      onClick={() => void copyText(address).then(setCopied)}
    >
      {copied ? t("chat.copied") : t("share.copy")}
    </Button>
  );
}

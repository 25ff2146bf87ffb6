import { useState } from "react";
import { useTranslation } from "react-i18next";
import { describeError, type TermsOfService } from "@/api";
import { signOut } from "@/features/auth";
import { Button, Dialog, Notice } from "@/ui";
import { acceptTerms } from "../api";
import { TermsText } from "./TermsText";

/** The terms of service: accept them, or leave. */
export function TermsDialog({ terms }: { terms: TermsOfService }) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const content = Array.isArray(terms.modalContent)
    ? terms.modalContent.join("\n")
    : (terms.modalContent ?? "");

  async function accept() {
    setBusy(true);
    try {
      await acceptTerms();
    } catch (error) {
      setFailure(describeError(error).text);
      setBusy(false);
    }
  }

  return (
    <Dialog
      open
      required
      onOpenChange={() => undefined}
      title={terms.modalTitle ?? t("terms.title")}
      size="lg"
      footer={
        <>
          <Button look="quiet" onClick={() => void signOut().catch(() => undefined)}>
            {t("terms.decline")}
          </Button>
          <Button look="primary" busy={busy} onClick={() => void accept()}>
            {t("terms.accept")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {failure !== undefined && (
          <Notice tone="danger" urgent>
            {failure}
          </Notice>
        )}
        {content === "" ? <p>{t("terms.text")}</p> : <TermsText text={content} />}
        {terms.externalUrl !== undefined && (
          <a
            href={terms.externalUrl}
            target="_blank"
            rel="noreferrer"
            className="font-semibold text-accent underline"
          >
            {t("terms.link")}
          </a>
        )}
      </div>
    </Dialog>
  );
}

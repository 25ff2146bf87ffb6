import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { HeaderActions, IconButton } from "@/ui";

const ExportDialog = lazy(async () => ({
  default: (await import("./ExportDialog")).ExportDialog,
}));

/** Opens the choice of how to export the conversation on the page. */
export function ExportButton({ conversationId }: { conversationId: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <HeaderActions>
        <IconButton icon="download" label={t("transfer.exportOne")} onClick={() => setOpen(true)} />
      </HeaderActions>
      {open && (
        <Suspense fallback={null}>
          <ExportDialog conversationId={conversationId} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

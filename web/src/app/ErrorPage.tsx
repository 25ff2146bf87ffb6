import { useTranslation } from "react-i18next";
import { describeError } from "@/api";
import { Button, LogoMark } from "@/ui";

/** What a reader sees when a page itself fails. */
export function ErrorPage({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const { detail } = describeError(error);
  return (
    <main className="flex h-full flex-col items-center justify-center gap-3 bg-canvas px-6 text-center">
      <LogoMark className="mb-2 size-10" />
      <h1 className="text-xl font-semibold tracking-tight">{t("error.page.title")}</h1>
      <p className="max-w-dialog-sm text-balance text-ink-muted">{t("error.page.text")}</p>
      {detail !== undefined && <p className="text-xs text-ink-faint">{detail}</p>}
      <Button look="primary" icon="refresh" className="mt-3" onClick={() => location.reload()}>
        {t("error.page.reload")}
      </Button>
    </main>
  );
}

import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Markdown, type MarkdownLabels } from "@/lib/markdown";

/** The terms' Markdown. */
export function TermsText({ text }: { text: string }) {
  const { t } = useTranslation();
  const labels = useMemo<MarkdownLabels>(
    () => ({
      copy: t("chat.copy"),
      copied: t("chat.copied"),
      plainText: t("chat.markdown.plainText"),
      table: t("chat.markdown.table"),
      taskDone: t("chat.markdown.taskDone"),
      taskOpen: t("chat.markdown.taskOpen"),
      showImage: (host) => t("chat.markdown.showImage", { host }),
      imageFailed: t("chat.markdown.imageFailed"),
    }),
    [t],
  );
  return <Markdown text={text} done labels={labels} />;
}

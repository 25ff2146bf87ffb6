import { useTranslation } from "react-i18next";
import type { TFunction } from "i18next";
import type { MarkdownLabels } from "@/lib/markdown";

const known = new Map<string, MarkdownLabels>();

function labelsFor(language: string, t: TFunction): MarkdownLabels {
  const cached = known.get(language);
  if (cached !== undefined) return cached;
  const labels: MarkdownLabels = {
    copy: t("chat.copy"),
    copied: t("chat.copied"),
    plainText: t("chat.markdown.plainText"),
    table: t("chat.markdown.table"),
    taskDone: t("chat.markdown.taskDone"),
    taskOpen: t("chat.markdown.taskOpen"),
    showImage: (host) => t("chat.markdown.showImage", { host }),
    imageFailed: t("chat.markdown.imageFailed"),
  };
  known.set(language, labels);
  return labels;
}

/** The texts inside rendered Markdown, one object for each language, so that all answers share a parser. */
export function useMarkdownLabels(): MarkdownLabels {
  const { t, i18n } = useTranslation();
  return labelsFor(i18n.language, t);
}

import { useTranslation } from "react-i18next";
import { formatMonth } from "@/i18n/format";
import type { AgeGroup } from "../grouping";

export function GroupHeading({ age }: { age: AgeGroup }) {
  const { t } = useTranslation();
  return <h3 className="px-2.5 pt-4 pb-1.5 text-xs font-semibold text-ink-faint">{name()}</h3>;

  function name(): string {
    if (age === "pinned") return t("conversations.group.pinned");
    if (age === "today") return t("conversations.group.today");
    if (age === "yesterday") return t("conversations.group.yesterday");
    if (age === "week") return t("conversations.group.week");
    return formatMonth(age.month, new Date());
  }
}

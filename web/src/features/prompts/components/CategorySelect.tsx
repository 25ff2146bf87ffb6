import { useTranslation } from "react-i18next";
import { Badge } from "@/ui";
import { CATEGORIES } from "../api";

export interface CategorySelectProps {
  value: string;
  /** What the empty choice is called. */
  none: string;
  onChange: (value: string) => void;
}

/** Chooses a category; one that another program made stays. */
export function CategorySelect({ value, none, onChange }: CategorySelectProps) {
  const { t } = useTranslation();
  const known: readonly string[] = CATEGORIES;
  return (
    <label className="flex flex-col gap-1.5 text-sm font-medium">
      {t("prompts.category")}
      <select
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="h-(--control-lg) rounded-sm bg-raised px-2.5 text-sm font-normal ring-1 ring-line-strong ring-inset"
      >
        <option value="">{none}</option>
        {CATEGORIES.map((one) => (
          <option key={one} value={one}>
            {t(`prompts.category.${one}`)}
          </option>
        ))}
        {value !== "" && !known.includes(value) && <option value={value}>{value}</option>}
      </select>
    </label>
  );
}

/** The name of a category; nothing where there is none. */
export function CategoryBadge({ value }: { value: string }) {
  const { t } = useTranslation();
  if (value === "") return null;
  const known = CATEGORIES.find((one) => one === value);
  return <Badge>{known === undefined ? value : t(`prompts.category.${known}`)}</Badge>;
}

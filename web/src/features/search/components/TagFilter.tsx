import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/auth";
import { cx } from "@/lib/cx";
import { tagsQuery } from "../api";

export interface TagFilterProps {
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
}

/** Bookmarks to choose from; nothing where there are none. */
export function TagFilter({ chosen, onChange }: TagFilterProps) {
  const { t } = useTranslation();
  const may = useMay();
  const { data = [] } = useQuery({ ...tagsQuery, enabled: may("BOOKMARKS.USE") });
  // One of the address that is no longer in use can still be taken away.
  const all = [...new Set([...data, ...chosen])];
  if (all.length === 0) return null;
  return (
    <fieldset className="mt-3 flex flex-wrap items-center gap-1.5 text-sm">
      <legend className="sr-only">{t("search.tags")}</legend>
      <span aria-hidden="true" className="mr-1 text-ink-muted">
        {t("search.tags")}
      </span>
      {all.map((tag) => {
        const on = chosen.includes(tag);
        return (
          <button
            key={tag}
            type="button"
            aria-pressed={on}
            onClick={() => onChange(on ? chosen.filter((each) => each !== tag) : [...chosen, tag])}
            className={cx(
              "h-(--control-sm) max-w-48 truncate rounded-full px-3 text-xs font-medium ring-1 transition-colors ring-inset",
              on
                ? "bg-accent-soft text-accent ring-accent"
                : "text-ink-muted ring-line-strong hover:bg-hover hover:text-ink",
            )}
          >
            {tag}
          </button>
        );
      })}
    </fieldset>
  );
}

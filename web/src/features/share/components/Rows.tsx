import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { apiUrl } from "@/api";
import { Button, Spinner } from "@/ui";

export interface RowsProps {
  title: string;
  /** What is said when there is nothing. */
  empty: string;
  /** The query behind the rows. */
  list: {
    isPending: boolean;
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    fetchNextPage: () => unknown;
  };
  head?: ReactNode;
  rows: readonly { key: string; title: string; href: string; actions: ReactNode }[];
}

/** A titled list with buttons on each line and more on demand. */
export function Rows({ title, empty, list, head, rows }: RowsProps) {
  const { t } = useTranslation();
  return (
    <section>
      <h3 className="mb-2 font-semibold">{title}</h3>
      {head}
      {list.isPending ? (
        <Spinner />
      ) : rows.length === 0 ? (
        <p className="text-sm text-ink-faint">{empty}</p>
      ) : (
        <ul className="divide-y divide-line">
          {rows.map((row) => (
            <li key={row.key} className="flex h-11 items-center gap-2">
              <a
                href={apiUrl(row.href)}
                className="min-w-0 flex-1 truncate text-sm hover:underline"
              >
                {row.title}
              </a>
              {row.actions}
            </li>
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <Button
          size="sm"
          className="mt-2"
          busy={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {t("data.more")}
        </Button>
      )}
    </section>
  );
}

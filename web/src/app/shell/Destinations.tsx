import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";
import { useMay } from "@/features/auth";
import { cx } from "@/lib/cx";
import { Icon } from "@/ui";
import { destinations } from "../destinations";

/** Links to the pages beside the chat. */
export function Destinations({ onNavigate }: { onNavigate: (() => void) | undefined }) {
  const { t } = useTranslation();
  const may = useMay();
  const offered = destinations.filter(
    ({ permission }) => permission === undefined || may(permission),
  );
  if (offered.length === 0) return null;
  return (
    <nav aria-label={t("shell.pages")} className="px-3 pb-1.5">
      <ul>
        {offered.map(({ path, icon, label }) => (
          <li key={path}>
            <NavLink
              to={path}
              onClick={onNavigate}
              className={({ isActive }) =>
                cx(
                  "flex h-(--control-md) items-center gap-2.5 rounded-sm px-2.5 text-sm font-medium text-ink-muted transition-colors hover:bg-hover hover:text-ink",
                  isActive && "bg-pressed text-ink",
                )
              }
            >
              <Icon name={icon} />
              {t(label)}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

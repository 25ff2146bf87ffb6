import { useTranslation } from "react-i18next";
import { cx } from "@/lib/cx";

/**
 * The mark: a cup seen from above that is also a speech bubble; its handle is the bubble's tail.
 * Decorative: the name stands beside it or on the link around it.
 */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={cx("size-8 shrink-0", className)}>
      <path
        fill="var(--accent)"
        d="M15 3C8.1 3 2.5 8.4 2.5 15.1S8.1 27.2 15 27.2c2.1 0 4.1-.5 5.9-1.4 1.4 1.5 3.5 2.5 6.1 2.7.8.1 1.2-.8.7-1.4-1.2-1.4-1.8-2.9-1.9-4.4a11.9 11.9 0 0 0 1.7-7.6C26.9 8.3 21.4 3 15 3Z"
      />
      <circle cx="15" cy="15.1" r="7.6" fill="none" stroke="var(--on-accent)" strokeWidth="2" />
      <path
        fill="none"
        stroke="var(--on-accent)"
        strokeWidth="2"
        strokeLinecap="round"
        d="M11.6 15.6c0-2.1 1.5-3.7 3.5-3.7 1.7 0 2.9 1.2 2.9 2.7 0 1.3-1 2.2-2.2 2.2"
      />
    </svg>
  );
}

/** The name, drawn with one round pen. */
export function Wordmark({ className }: { className?: string }) {
  const { t } = useTranslation();
  return (
    <svg
      viewBox="0 0 92 28"
      role="img"
      aria-label={t("app.name")}
      className={cx("h-6 shrink-0", className)}
    >
      <g
        fill="none"
        stroke="currentColor"
        strokeWidth="3.1"
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        <path d="M3 4v19.5M14 10 3.6 17.4M7.6 14.7l6.9 8.8" />
        <path d="M21 4v19.5" />
        <circle cx="34" cy="17" r="6.5" />
        <path d="M40.5 10.5v13" />
        <path d="M49.5 5.5v14c0 2.6 1.5 4 4 4h.8M46 10.8h8.3" />
        <path d="M70.4 12.5a6.5 6.5 0 1 0 0 9" />
        <path d="M77.5 4v19.5M77.5 16.5c0-3.5 2.3-6 5.6-6s5.4 2.200 5.400 5.800v7.200" />
      </g>
    </svg>
  );
}

import { cx } from "@/lib/cx";

/** A key or a chord, written the way the reader's system writes it. */
export function Kbd({ children, inverse = false }: { children: string; inverse?: boolean }) {
  return (
    <kbd
      className={cx(
        "rounded-xs px-1.5 py-0.5 text-2xs font-medium tabular-nums",
        inverse ? "opacity-65" : "bg-hover text-ink-muted",
      )}
    >
      {children}
    </kbd>
  );
}

import type { ReactNode } from "react";

/** What a place says while it has nothing to show: one sentence, one hint, perhaps one way on. */
export function EmptyState({
  title,
  hint,
  children,
}: {
  title: string;
  hint?: string;
  children?: ReactNode;
}) {
  return (
    <div className="flex flex-col items-center px-6 py-10 text-center">
      <p className="font-medium text-ink">{title}</p>
      {hint !== undefined && (
        <p className="mt-1 max-w-64 text-sm text-balance text-ink-faint">{hint}</p>
      )}
      {children !== undefined && <div className="mt-4">{children}</div>}
    </div>
  );
}

import type { ReactNode } from "react";
import { Notice } from "@/ui";

export interface GroupProps {
  title: string;
  hint?: string;
  failure?: string | undefined;
  children?: ReactNode;
}

/** A part of a settings section with a heading of its own. */
export function Group({ title, hint, failure, children }: GroupProps) {
  return (
    <section className="border-t border-line py-5 first:border-t-0 first:pt-0">
      <h3 className="font-semibold">{title}</h3>
      {hint !== undefined && <p className="mt-0.5 text-sm text-ink-muted">{hint}</p>}
      <div className="mt-3.5 flex flex-col gap-3.5">
        {failure !== undefined && (
          <Notice tone="danger" urgent>
            {failure}
          </Notice>
        )}
        {children}
      </div>
    </section>
  );
}

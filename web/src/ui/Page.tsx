import type { ReactNode } from "react";

export interface PageProps {
  title: string;
  /** A sentence below the title. */
  lead?: string;
  /** Buttons beside the title. */
  actions?: ReactNode;
  children: ReactNode;
}

/** The frame of a page beside the chat: it scrolls by itself and keeps one measure. */
export function Page({ title, lead, actions, children }: PageProps) {
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto w-full max-w-(--measure-page) px-4 pt-4 pb-16 sm:px-8 sm:pt-8">
        <div className="mb-6 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
          <div className="min-w-0">
            <h1 className="text-2xl leading-tight font-semibold tracking-tight">{title}</h1>
            {lead !== undefined && <p className="mt-1.5 max-w-[60ch] text-ink-muted">{lead}</p>}
          </div>
          {actions !== undefined && <div className="flex flex-wrap gap-2">{actions}</div>}
        </div>
        {children}
      </div>
    </div>
  );
}

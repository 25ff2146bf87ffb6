import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { LogoMark, Wordmark } from "@/ui";

export interface AuthFrameProps {
  title: string;
  lead: string;
  children: ReactNode;
  /** The way to the other page. */
  footer?: ReactNode;
}

/** The quiet page around a sign-in form. */
export function AuthFrame({ title, lead, children, footer }: AuthFrameProps) {
  const { t } = useTranslation();
  return (
    <div className="flex h-full flex-col overflow-y-auto bg-sidebar">
      <title>{`${title} · ${t("app.name")}`}</title>
      <main className="m-auto flex w-full max-w-form flex-col px-5 py-10 sm:max-w-dialog-sm">
        <div className="mb-8 flex items-center justify-center gap-2.5">
          <LogoMark className="size-9" />
          <Wordmark className="h-6" />
        </div>
        <div className="rounded-xl bg-raised p-6 shadow-mid ring-1 ring-line sm:p-8">
          <h1 className="text-xl leading-tight font-semibold tracking-tight">{title}</h1>
          <p className="mt-1 mb-6 text-ink-muted">{lead}</p>
          {children}
        </div>
        {footer !== undefined && <p className="mt-6 text-center text-ink-muted">{footer}</p>}
      </main>
    </div>
  );
}

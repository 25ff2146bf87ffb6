import { Dialog as Primitive } from "radix-ui";
import { useRef, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { cx } from "@/lib/cx";
import { IconButton } from "./Button";

export interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** A sentence below the title. */
  description?: string;
  size?: "sm" | "md" | "lg" | "xl";
  /** The reader has to choose one of the buttons: no cross, no Escape, no click outside. */
  required?: boolean;
  children?: ReactNode;
  /** The buttons, rightmost the main one. */
  footer?: ReactNode;
}

const widths = {
  sm: "max-w-dialog-sm",
  md: "max-w-dialog-md",
  lg: "max-w-dialog-lg",
  xl: "max-w-dialog-xl",
};

/**
 * A modal dialog: keeps the focus, closes on Escape and outside click, gives the focus back. The
 * shade is our own element, because Radix's adds a style element that our
 * Content-Security-Policy forbids; the page behind does not scroll anyway.
 */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  size = "md",
  required = false,
  children,
  footer,
}: DialogProps) {
  const { t } = useTranslation();
  const content = useRef<HTMLDivElement>(null);
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <div
          aria-hidden="true"
          className="animate-fade-in fixed inset-0 z-(--layer-overlay) bg-overlay"
        />
        <div className="pointer-events-none fixed inset-0 z-(--layer-overlay) flex items-end justify-center p-3 sm:items-center sm:p-6">
          <Primitive.Content
            ref={content}
            onOpenAutoFocus={(event) => {
              // The dialog itself first: its title is read, and no tooltip springs up.
              event.preventDefault();
              content.current?.focus();
            }}
            onEscapeKeyDown={(event) => required && event.preventDefault()}
            onPointerDownOutside={(event) => required && event.preventDefault()}
            onInteractOutside={(event) => required && event.preventDefault()}
            {...(description === undefined ? { "aria-describedby": undefined } : {})}
            className={cx(
              "animate-rise-in pointer-events-auto flex max-h-full w-full flex-col overflow-hidden rounded-xl bg-raised shadow-high ring-1 ring-line focus:outline-none",
              widths[size],
            )}
          >
            <header className="flex items-start gap-4 px-6 pt-5 pb-4">
              <div className="min-w-0 flex-1">
                <Primitive.Title className="text-lg leading-snug font-semibold tracking-tight">
                  {title}
                </Primitive.Title>
                {description !== undefined && (
                  <Primitive.Description className="mt-1 text-sm text-ink-muted">
                    {description}
                  </Primitive.Description>
                )}
              </div>
              {!required && (
                <Primitive.Close asChild>
                  <IconButton icon="close" label={t("common.close")} size="sm" className="-mr-2" />
                </Primitive.Close>
              )}
            </header>
            {children !== undefined && (
              <div className="min-h-0 flex-1 overflow-y-auto px-6 pb-6">{children}</div>
            )}
            {footer !== undefined && (
              <footer className="flex justify-end gap-2 border-t border-line bg-canvas px-6 py-4">
                {footer}
              </footer>
            )}
          </Primitive.Content>
        </div>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

import { Dialog as Primitive } from "radix-ui";
import { useRef, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { cx } from "@/lib/cx";
import { IconButton } from "@/ui";

export interface DrawerProps {
  title: string;
  description?: string;
  wide?: boolean;
  open: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** A sheet at the right edge, over the page: the whole width on a phone. Closes on Escape and outside click. */
export function Drawer({ title, description, wide = false, open, onClose, children }: DrawerProps) {
  const { t } = useTranslation();
  const content = useRef<HTMLDivElement>(null);
  return (
    <Primitive.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Primitive.Portal>
        <div
          aria-hidden="true"
          className="animate-fade-in fixed inset-0 z-(--layer-overlay) bg-overlay"
        />
        <Primitive.Content
          {...(description === undefined ? { "aria-describedby": undefined } : {})}
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            content.current?.focus();
          }}
          ref={content}
          tabIndex={-1}
          className={cx(
            "animate-fade-in fixed inset-y-0 right-0 z-(--layer-overlay) flex w-full flex-col bg-canvas shadow-high focus:outline-none",
            wide ? "sm:max-w-reading" : "sm:max-w-form",
          )}
        >
          <header className="flex items-start gap-3 border-b border-line px-5 py-3.5">
            <div className="min-w-0 flex-1">
              <Primitive.Title className="text-base font-semibold">{title}</Primitive.Title>
              {description !== undefined && (
                <Primitive.Description className="text-xs text-ink-faint">
                  {description}
                </Primitive.Description>
              )}
            </div>
            <Primitive.Close asChild>
              <IconButton icon="close" label={t("common.close")} size="sm" />
            </Primitive.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

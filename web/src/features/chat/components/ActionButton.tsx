import type { ButtonHTMLAttributes } from "react";
import { Icon, type IconName } from "@/ui";

export interface ActionButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  icon: IconName;
  label: string;
}

/** A small button under a message. It has the browser's own tooltip: a hundred of them cost nothing. */
export function ActionButton({ icon, label, ...rest }: ActionButtonProps) {
  return (
    <button
      type="button"
      title={label}
      aria-label={label}
      className="inline-flex size-(--control-sm) shrink-0 items-center justify-center rounded-sm text-ink-muted transition-colors hover:bg-hover hover:text-ink active:bg-pressed disabled:opacity-40 aria-pressed:text-accent pointer-coarse:size-(--control-md)"
      {...rest}
    >
      <Icon name={icon} className="size-4" />
    </button>
  );
}

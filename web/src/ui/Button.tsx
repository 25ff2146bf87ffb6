import type { ButtonHTMLAttributes, Ref } from "react";
import { cx } from "@/lib/cx";
import { Icon, type IconName } from "./Icon";
import { Spinner } from "./Spinner";
import { Tooltip } from "./Tooltip";

type Look = "primary" | "secondary" | "quiet" | "danger";

const looks: Record<Look, string> = {
  primary: "bg-accent text-on-accent hover:bg-accent-hover",
  secondary:
    "bg-raised text-ink shadow-low ring-1 ring-inset ring-line hover:bg-hover active:bg-pressed",
  quiet: "text-ink-muted hover:bg-hover hover:text-ink active:bg-pressed",
  danger: "bg-danger text-on-danger hover:bg-danger-hover",
};

const sizes = {
  sm: "h-(--control-sm) px-2.5 text-xs gap-1.5",
  md: "h-(--control-md) px-3.5 text-sm gap-2",
  lg: "h-(--control-lg) px-5 text-sm gap-2",
};

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: Look;
  size?: keyof typeof sizes;
  icon?: IconName;
  /** Shows a spinner and takes no further click; the width stays. */
  busy?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

export function Button({
  look = "secondary",
  size = "md",
  icon,
  busy = false,
  className,
  children,
  disabled,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      aria-busy={busy || undefined}
      disabled={disabled === true || busy}
      className={cx(
        "relative inline-flex shrink-0 items-center justify-center rounded-sm font-semibold whitespace-nowrap transition-colors select-none disabled:opacity-50",
        looks[look],
        sizes[size],
        className,
      )}
      {...rest}
    >
      {busy && (
        <span className="absolute inset-0 flex items-center justify-center">
          <Spinner />
        </span>
      )}
      <span className={cx("inline-flex items-center gap-2", busy && "invisible")}>
        {icon !== undefined && <Icon name={icon} className="-ml-0.5" />}
        {children}
      </span>
    </button>
  );
}

export interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  icon: IconName;
  /** The accessible name, shown as tooltip too. */
  label: string;
  size?: "sm" | "md" | "lg";
  look?: "quiet" | "primary" | "secondary";
  /** Keys shown beside the name in the tooltip. */
  shortcut?: string;
  tooltipSide?: "top" | "bottom" | "left" | "right";
  ref?: Ref<HTMLButtonElement>;
}

const iconSizes = {
  sm: "size-(--control-sm)",
  md: "size-(--control-md)",
  lg: "size-(--control-lg)",
};

export function IconButton({
  icon,
  label,
  size = "md",
  look = "quiet",
  shortcut,
  tooltipSide = "bottom",
  className,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip label={label} shortcut={shortcut} side={tooltipSide}>
      <button
        type="button"
        aria-label={label}
        className={cx(
          "inline-flex shrink-0 items-center justify-center rounded-sm transition-colors select-none disabled:opacity-40",
          looks[look],
          iconSizes[size],
          className,
        )}
        {...rest}
      >
        <Icon name={icon} className={size === "sm" ? "size-4" : undefined} />
      </button>
    </Tooltip>
  );
}

import { DropdownMenu as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { cx } from "@/lib/cx";
import { Icon, type IconName } from "./Icon";
import { Kbd } from "./Kbd";

export interface MenuProps {
  /** The button that opens the menu. */
  trigger: ReactNode;
  children: ReactNode;
  side?: "top" | "bottom" | "left" | "right";
  align?: "start" | "center" | "end";
  className?: string;
  onOpenChange?: (open: boolean) => void;
}

/** A drop-down menu. Not modal: the page keeps its scroll position and needs no style element for it. */
export function Menu({
  trigger,
  children,
  side = "bottom",
  align = "start",
  className,
  onOpenChange,
}: MenuProps) {
  return (
    <Primitive.Root modal={false} {...(onOpenChange === undefined ? {} : { onOpenChange })}>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          side={side}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className={cx(
            "animate-rise-in z-(--layer-menu) min-w-44 overflow-hidden rounded-md bg-raised p-1 shadow-high ring-1 ring-line focus:outline-none",
            className,
          )}
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

export interface MenuItemProps {
  icon?: IconName;
  children: ReactNode;
  onSelect: () => void;
  danger?: boolean;
  disabled?: boolean;
  shortcut?: string;
}

export function MenuItem({
  icon,
  children,
  onSelect,
  danger = false,
  disabled = false,
  shortcut,
}: MenuItemProps) {
  return (
    <Primitive.Item
      onSelect={onSelect}
      disabled={disabled}
      className={cx(
        "flex h-9 items-center gap-2.5 rounded-sm px-2.5 text-sm outline-none select-none data-disabled:opacity-45 data-highlighted:bg-hover",
        danger ? "text-danger data-highlighted:bg-danger-soft" : "text-ink",
      )}
    >
      {icon !== undefined && <Icon name={icon} className={danger ? undefined : "text-ink-muted"} />}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {shortcut !== undefined && <Kbd>{shortcut}</Kbd>}
    </Primitive.Item>
  );
}

export function MenuSeparator() {
  return <Primitive.Separator className="mx-2 my-1 h-px bg-line" />;
}

import { Tooltip as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { Kbd } from "./Kbd";

export interface TooltipProps {
  label: string;
  shortcut?: string | undefined;
  side?: "top" | "bottom" | "left" | "right";
  /** The control; it must carry its own accessible name. */
  children: ReactNode;
}

/** A name on hover and focus. Never the only place of a piece of information. */
export function Tooltip({ label, shortcut, side = "bottom", children }: TooltipProps) {
  return (
    <Primitive.Root>
      <Primitive.Trigger asChild>{children}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="animate-fade-in z-(--layer-menu) flex items-center gap-2 rounded-xs bg-ink px-2 py-1 text-xs font-medium text-canvas select-none"
        >
          {label}
          {shortcut !== undefined && <Kbd inverse>{shortcut}</Kbd>}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

/** Once around the application: makes neighbouring tooltips appear without a new delay. */
export function TooltipProvider({ children }: { children: ReactNode }) {
  return (
    <Primitive.Provider delayDuration={450} skipDelayDuration={200} disableHoverableContent>
      {children}
    </Primitive.Provider>
  );
}

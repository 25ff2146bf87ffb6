import type { ReactNode } from "react";
import { cx } from "@/lib/cx";
import { Icon, type IconName } from "./Icon";

const tones = {
  info: { box: "bg-info-soft", mark: "text-info", icon: "info" },
  warning: { box: "bg-warning-soft", mark: "text-warning", icon: "alert" },
  danger: { box: "bg-danger-soft", mark: "text-danger", icon: "alert" },
  accent: { box: "bg-accent-soft", mark: "text-accent", icon: "info" },
} satisfies Record<string, { box: string; mark: string; icon: IconName }>;

export interface NoticeProps {
  tone?: keyof typeof tones;
  title?: string;
  children?: ReactNode;
  /** Announced at once by screen readers. */
  urgent?: boolean;
  className?: string;
}

/** A block of one message: what happened, why, what to do. */
export function Notice({ tone = "info", title, children, urgent = false, className }: NoticeProps) {
  const look = tones[tone];
  return (
    <div
      role={urgent ? "alert" : undefined}
      className={cx("flex gap-2.5 rounded-md px-3.5 py-3 text-sm", look.box, className)}
    >
      <Icon name={look.icon} className={cx("mt-px", look.mark)} />
      <div className="min-w-0 flex-1">
        {title !== undefined && <p className={cx("font-semibold", look.mark)}>{title}</p>}
        {children}
      </div>
    </div>
  );
}

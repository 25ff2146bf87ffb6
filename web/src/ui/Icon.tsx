import type { ReactNode } from "react";
import { cx } from "@/lib/cx";

/** Our own drawings on a 20 × 20 grid, 1.5 wide, round ends. */
const drawings = {
  agent: (
    <>
      <rect x="3.5" y="6.5" width="13" height="9.75" rx="2.5" />
      <path d="M10 6.5V3.75M7.5 10.5v1m5-1v1M1.75 10.5v2.5m16.5-2.5v2.5" />
    </>
  ),
  alert: (
    <path d="M10 6.75v3.75m0 2.75v.01M8.6 3.3 2.2 14.4a1.6 1.6 0 0 0 1.4 2.4h12.8a1.6 1.6 0 0 0 1.4-2.4L11.4 3.3a1.6 1.6 0 0 0-2.8 0Z" />
  ),
  arrowDown: <path d="M10 4v12m-5-5 5 5 5-5" />,
  arrowUp: <path d="M10 16V4M5 9l5-5 5 5" />,
  check: <path d="m4.5 10.5 3.75 3.75 7.25-8" />,
  chevronDown: <path d="m5.5 7.75 4.5 4.5 4.5-4.5" />,
  chevronLeft: <path d="m12 5.5-4.5 4.5 4.5 4.5" />,
  chevronRight: <path d="m8 5.5 4.5 4.5L8 14.5" />,
  close: <path d="m5.5 5.5 9 9m0-9-9 9" />,
  continue: <path d="M4.5 5v10l6-5-6-5Zm8 0v10" />,
  copy: (
    <path d="M7.5 7.5V5A1.75 1.75 0 0 1 9.25 3.25H15A1.75 1.75 0 0 1 16.75 5v5.75A1.75 1.75 0 0 1 15 12.5h-2.5M5 7.5h5.75a1.75 1.75 0 0 1 1.75 1.75V15a1.75 1.75 0 0 1-1.75 1.75H5A1.75 1.75 0 0 1 3.25 15V9.25A1.75 1.75 0 0 1 5 7.5Z" />
  ),
  edit: (
    <path d="m11.5 5 3.5 3.5M3.5 16.5l.7-3.3a1.5 1.5 0 0 1 .4-.75l8.3-8.3a1.77 1.77 0 0 1 2.5 0l.45.45a1.77 1.77 0 0 1 0 2.5l-8.3 8.3a1.5 1.5 0 0 1-.75.4l-3.3.7Z" />
  ),
  eye: (
    <>
      <path d="M2.5 10S5.2 4.75 10 4.75 17.5 10 17.5 10 14.8 15.25 10 15.25 2.5 10 2.5 10Z" />
      <circle cx="10" cy="10" r="2.25" />
    </>
  ),
  eyeOff: (
    <path d="M3.5 3.5l13 13M8.2 5a7 7 0 0 1 1.8-.25c4.8 0 7.5 5.25 7.5 5.25a13 13 0 0 1-2.1 2.7M12.9 14.6a7 7 0 0 1-2.9.65C5.2 15.25 2.5 10 2.5 10a13 13 0 0 1 3.1-3.7M8.4 8.4a2.25 2.25 0 0 0 3.2 3.2" />
  ),
  file: (
    <path d="M11.5 2.75H6A1.75 1.75 0 0 0 4.25 4.5v11c0 .97.78 1.75 1.75 1.75h8a1.75 1.75 0 0 0 1.75-1.75V7m-4.25-4.25V7h4.25m-4.25-4.25L15.75 7" />
  ),
  paperclip: (
    <path d="m16.25 9.5-6.2 6.2a3.9 3.9 0 0 1-5.5-5.5l6.55-6.55a2.6 2.6 0 0 1 3.7 3.7l-6.4 6.4a1.3 1.3 0 0 1-1.85-1.85l5.7-5.7" />
  ),
  globe: (
    <>
      <circle cx="10" cy="10" r="7" />
      <path d="M3 10h14M10 3c2 2 2.75 4.5 2.75 7S12 15 10 17c-2-2-2.75-4.5-2.75-7S8 5 10 3Z" />
    </>
  ),
  info: (
    <>
      <circle cx="10" cy="10" r="7" />
      <path d="M10 9.5v4m0-7v.01" />
    </>
  ),
  download: (
    <path d="M10 3.25v9m-4-4 4 4 4-4M3.5 13.5v1.75c0 .83.67 1.5 1.5 1.5h10c.83 0 1.5-.67 1.5-1.5V13.5" />
  ),
  key: (
    <>
      <circle cx="7" cy="13" r="3.5" />
      <path d="m9.5 10.5 6.75-6.75m-3 3 2.25 2.25m-4.5 0 1.5 1.5" />
    </>
  ),
  keyboard: (
    <>
      <rect x="2.25" y="5" width="15.5" height="10" rx="2" />
      <path d="M5.5 8.25v.01m3-.01v.01m3-.01v.01m3-.01v.01M7 11.75h6" />
    </>
  ),
  logOut: (
    <path d="M8 3.5H5A1.75 1.75 0 0 0 3.25 5.25v9.5c0 .97.78 1.75 1.75 1.75h3m4.75-3L16.25 10l-3.5-3.5M16 10H8" />
  ),
  menu: <path d="M3.5 6h13m-13 4h13m-13 4h8" />,
  more: <path d="M4.75 10v.01M10 10v.01M15.25 10v.01" strokeWidth="2.25" />,
  newChat: (
    <path d="M16.75 9.5v4.75a2.5 2.5 0 0 1-2.5 2.5h-8.5a2.5 2.5 0 0 1-2.5-2.5v-8.5a2.5 2.5 0 0 1 2.5-2.5h4.75M9 11l.5-2.2L15.3 3a1.2 1.2 0 0 1 1.7 1.7l-5.8 5.8L9 11Z" />
  ),
  panel: (
    <>
      <rect x="2.75" y="3.75" width="14.5" height="12.5" rx="2.5" />
      <path d="M7.75 3.75v12.5" />
    </>
  ),
  plus: <path d="M10 4.25v11.5M4.25 10h11.5" />,
  refresh: (
    <path d="M16.5 4v3.75h-3.75M3.5 16v-3.75h3.75M4.6 8a5.75 5.75 0 0 1 9.7-2.2l2.2 1.95M3.5 12.25l2.2 1.95A5.75 5.75 0 0 0 15.4 12" />
  ),
  search: (
    <>
      <circle cx="9" cy="9" r="5.25" />
      <path d="m13 13 3.75 3.75" />
    </>
  ),
  settings: (
    <path d="M3.5 6h7m4.5 0h1.5M3.5 14H5m4.5 0h7M12.75 4.25a1.75 1.75 0 1 1 0 3.5 1.75 1.75 0 0 1 0-3.5ZM7.25 12.25a1.75 1.75 0 1 1 0 3.5 1.75 1.75 0 0 1 0-3.5Z" />
  ),
  shield: (
    <path d="M10 2.75 4 5v4.5c0 3.6 2.4 6.4 6 7.75 3.6-1.35 6-4.15 6-7.75V5l-6-2.25ZM7.25 9.75l2 2 3.5-3.75" />
  ),
  sliders: (
    <path d="M6 3.5v5m0 4v4M14 3.5v2.75m0 4v6.25M6 8.5a2 2 0 1 0 0 4 2 2 0 0 0 0-4Zm8-2.25a2 2 0 1 0 0 4 2 2 0 0 0 0-4Z" />
  ),
  share: (
    <path d="M10 12.25V3.5m-3.25 3L10 3.25l3.25 3.25M5 9.5H4.75A1.25 1.25 0 0 0 3.5 10.75v4.5c0 .7.55 1.25 1.25 1.25h10.5c.7 0 1.25-.55 1.25-1.25v-4.5c0-.7-.55-1.25-1.25-1.25H15" />
  ),
  stop: <rect x="5.25" y="5.25" width="9.5" height="9.5" rx="1.75" fill="currentColor" />,
  thought: (
    <path d="M10 3.25c-2.9 0-5.25 2.2-5.25 5 0 1.9 1.05 3.3 2 4.2.5.5.75 1 .75 1.55v.25h5V14c0-.55.25-1.05.75-1.55.95-.9 2-2.3 2-4.2 0-2.8-2.35-5-5.25-5ZM8.25 16.75h3.5" />
  ),
  trash: (
    <path d="M3.75 5.5h12.5M8 3.25h4M5.25 5.5l.6 9.4a1.75 1.75 0 0 0 1.75 1.6h4.8a1.75 1.75 0 0 0 1.75-1.6l.6-9.4M8.25 8.75v4.5m3.5-4.5v4.5" />
  ),
  user: (
    <>
      <circle cx="10" cy="6.75" r="3" />
      <path d="M4 16.5c.5-3 2.9-4.75 6-4.75s5.5 1.75 6 4.75" />
    </>
  ),
  users: (
    <>
      <circle cx="7.5" cy="7" r="2.75" />
      <path d="M2.25 15.75c.4-2.6 2.5-4 5.25-4s4.85 1.4 5.25 4M13 4.6a2.6 2.6 0 0 1 0 4.9m1.75 2.6c1.6.5 2.7 1.75 3 3.65" />
    </>
  ),
  wifiOff: (
    <path d="M3 3l14 14M10 15.5v.01M7.2 12.6a4 4 0 0 1 5 -.4M4.6 10a7.7 7.7 0 0 1 3.3-1.95m4.2.05A7.7 7.7 0 0 1 15.4 10M2.2 7.3a11.3 11.3 0 0 1 3.2-2.1m3.6-.9a11.3 11.3 0 0 1 8.8 3" />
  ),
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof drawings;

/** A decorative mark; the control around it carries the name. */
export function Icon({ name, className }: { name: IconName; className?: string | undefined }) {
  return (
    <svg
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={cx("shrink-0", className?.includes("size-") !== true && "size-4.5", className)}
    >
      {drawings[name]}
    </svg>
  );
}

import { useSyncExternalStore, type ReactNode } from "react";
import { createPortal } from "react-dom";

/** Id of the element in the shell's header that takes in the actions of the page below it. */
export const HEADER_ACTIONS_ID = "header-actions";

/** Puts a page's own buttons at the right end of the shell's header. */
export function HeaderActions({ children }: { children: ReactNode }) {
  const slot = useSyncExternalStore(never, () => document.getElementById(HEADER_ACTIONS_ID));
  return slot === null ? null : createPortal(children, slot);
}

/** The slot is looked up again after every commit; nothing else moves it. */
const never = () => () => undefined;

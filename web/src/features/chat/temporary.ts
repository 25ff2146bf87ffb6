/** Temporary chats: kept out of every list, and deleted by the server after a while. */
import { useEffect } from "react";
import { create } from "zustand";
import { useMay, useStartupConfig } from "@/features/auth";
import { useConversation } from "@/features/conversations";

const useNext = create<{ readonly on: boolean }>(() => ({ on: false }));

/** Whether the chat that begins next is a temporary one. */
export function setNextTemporary(on: boolean): void {
  useNext.setState({ on });
}

/** Switches the next chat between temporary and kept, as a shortcut does. */
export function toggleNextTemporary(): void {
  useNext.setState(({ on }) => ({ on: !on }));
}

export interface TemporaryChat {
  /** The person may begin temporary chats. */
  readonly offered: boolean;
  readonly temporary: boolean;
  /** When the server deletes it, as an ISO time; undefined while that is not known. */
  readonly expiresAt: string | undefined;
}

/** Whether the chat of a place is, or will be, a temporary one. Leaving a chat that has not begun forgets the wish. */
export function useTemporaryChat(place: string): TemporaryChat {
  const config = useStartupConfig();
  const may = useMay()("TEMPORARY_CHAT.USE");
  const wished = useNext(({ on }) => on);
  const { conversation } = useConversation(place);
  const offered = may && config?.interface?.temporaryChat !== false;
  useEffect(() => {
    if (place !== "new") return undefined;
    return () => setNextTemporary(false);
  }, [place]);
  return {
    offered,
    temporary: place === "new" ? offered && wished : conversation?.isTemporary === true,
    expiresAt: conversation?.expiredAt ?? undefined,
  };
}

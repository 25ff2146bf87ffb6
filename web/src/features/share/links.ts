import { baseUrl, queryClient } from "@/api";
import { refreshConversations } from "@/features/conversations";
import { shareKeys } from "./api";

/** The address that others open. */
export function addressOf(shareId: string): string {
  return new URL(`share/${shareId}`, baseUrl()).href;
}

/** Asks the server again for everything that says whether something is shared. */
export async function refreshLinks(conversationId: string): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: shareKeys.link(conversationId) }),
    queryClient.invalidateQueries({ queryKey: shareKeys.links }),
    refreshConversations(),
  ]);
}

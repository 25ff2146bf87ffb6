import { lazy, Suspense, useState, type ReactNode } from "react";
import type { Message } from "../stream/frames";

const ForkDialog = lazy(async () => ({ default: (await import("./ForkDialog")).ForkDialog }));

/** The dialog that forks the conversation at a message: how to open it, and what to draw. */
export function useFork(
  place: string,
  latest: Message | undefined,
): { openFork: (message: Message) => void; forkDialog: ReactNode } {
  const [message, setMessage] = useState<Message | null>(null);
  const shown = message !== null && message.conversationId === place;
  return {
    openFork: setMessage,
    forkDialog: shown && (
      <Suspense fallback={null}>
        <ForkDialog
          place={place}
          message={message}
          latestId={latest?.messageId ?? message.messageId}
          onClose={() => setMessage(null)}
        />
      </Suspense>
    ),
  };
}

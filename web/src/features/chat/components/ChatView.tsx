export interface ChatViewProps {
  /** A conversation's id, or `new`. */
  conversationId: string;
}

/** The place of the conversation. */
export function ChatView({ conversationId }: ChatViewProps) {
  return <div className="flex-1" data-conversation={conversationId} />;
}

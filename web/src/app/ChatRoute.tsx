import { useParams } from "react-router";
import { ChatView } from "@/features/chat";

/** One view for new and old conversations, so that a new one keeps its state when it gets its address. */
export function ChatRoute() {
  const { conversationId } = useParams();
  return <ChatView conversationId={conversationId ?? "new"} />;
}

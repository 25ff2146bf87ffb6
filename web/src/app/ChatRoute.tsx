import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { ChatView } from "@/features/chat";
import { useConversation } from "@/features/conversations";
import { ExportButton } from "@/features/transfer";

/** One view for new and old conversations, so that a new one keeps its state when it gets its address. */
export function ChatRoute() {
  const { t } = useTranslation();
  const { conversationId = "new" } = useParams();
  const { conversation } = useConversation(conversationId);
  const name = t("app.name");
  const title =
    conversation?.title ||
    (conversationId === "new" ? t("shell.newChat") : t("conversations.untitled"));
  return (
    <>
      <title>{conversation?.title ? `${conversation.title} · ${name}` : name}</title>
      <h1 className="sr-only">{title}</h1>
      <ChatView conversationId={conversationId} />
      {conversationId !== "new" && (
        <Suspense fallback={null}>
          <ExportButton conversationId={conversationId} />
        </Suspense>
      )}
    </>
  );
}

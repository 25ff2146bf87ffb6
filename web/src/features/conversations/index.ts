export { conversationKeys, conversationQuery } from "./api";
export { markRunning, patchConversation, refreshConversations } from "./cache";
export { ConversationPanel, SEARCH_FIELD_ID } from "./components/ConversationPanel";
export { useConversation, useUsedModel } from "./state";

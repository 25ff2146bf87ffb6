export { conversationKeys, conversationQuery } from "./api";
export { markRunning, patchConversation, refreshConversations } from "./cache";
export { useConversation, useUsedModel } from "./state";

export { reportFailure, useDeleteConversation } from "./actions";
export {
  archiveConversation,
  conversationKeys,
  conversationListQuery,
  conversationQuery,
  deleteAllConversations,
  deleteConversation,
  restoreConversations,
} from "./api";
export { markRunning, patchConversation, refreshConversations } from "./cache";
export { ConversationPanel, SEARCH_FIELD_ID } from "./components/ConversationPanel";
export { OrganiseDialogs } from "./components/OrganiseDialogs";
export { showConversationDialog, useConversationDialog, type ConversationDialog } from "./dialogs";
export { currentProject } from "./filter";
export { useConversation, useUsedModel } from "./state";

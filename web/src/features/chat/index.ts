export { ChatView, type ChatViewProps } from "./components/ChatView";
export { messagesQuery } from "./api";
export { useMarkdownLabels } from "./labels";
export { useShownMessages } from "./conversationView";
export { toggleNextTemporary } from "./temporary";
export type { Message } from "./stream/frames";
export { plainText as messageText } from "./tree";

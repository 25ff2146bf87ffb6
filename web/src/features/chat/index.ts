export { ChatView, type ChatViewProps } from "./components/ChatView";

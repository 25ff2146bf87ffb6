export { copyText } from "./actions";
export { Markdown, type MarkdownProps } from "./Markdown";
export type { MarkdownLabels } from "./parser";

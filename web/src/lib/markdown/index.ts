export { copyText } from "./actions";
export { loadMarkdown, Markdown, useMarkdownLoaded, type MarkdownProps } from "./Markdown";
export type { MarkdownLabels } from "./parser";

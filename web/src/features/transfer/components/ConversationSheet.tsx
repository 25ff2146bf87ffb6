import { useEffect, useRef } from "react";
import { createPortal } from "react-dom";
import { messageText, useMarkdownLabels, type Message } from "@/features/chat";
import { loadMarkdown, Markdown } from "@/lib/markdown";
import { speaker } from "../formats";
import { paint } from "../picture/paint";
import { settled } from "../picture/settled";

export interface ConversationSheetProps {
  title: string;
  messages: readonly Message[];
  you: string;
  /** Hears once of the images, in their order. */
  onPainted: (images: readonly Blob[]) => void;
  onFailed: (error: unknown) => void;
}

/** A conversation laid out beside the page, where nobody sees it, to be painted. */
export function ConversationSheet(props: ConversationSheetProps) {
  const { title, messages, you } = props;
  const labels = useMarkdownLabels();
  const sheet = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  useEffect(() => {
    let dropped = false;
    const draw = async () => {
      try {
        await loadMarkdown();
        if (sheet.current === null) return;
        await settled(sheet.current);
        const images = dropped || sheet.current === null ? [] : await paint(sheet.current);
        if (!dropped) latest.current.onPainted(images);
      } catch (error) {
        if (!dropped) latest.current.onFailed(error);
      }
    };
    void draw();
    return () => {
      dropped = true;
    };
  }, []);
  return createPortal(
    <div
      ref={sheet}
      aria-hidden="true"
      inert
      className="fixed top-0 -left-[9999px] flex w-[45rem] flex-col gap-6 bg-canvas px-10 py-9 text-ink [&_pre]:wrap-anywhere [&_pre]:whitespace-pre-wrap [&_td]:wrap-anywhere"
    >
      <p className="text-xl leading-tight font-semibold wrap-anywhere">{title}</p>
      {messages.map((message) => (
        <div key={message.messageId} className="flex flex-col gap-1.5">
          <p className="text-sm font-semibold text-ink-muted">{speaker(message, you)}</p>
          {message.isCreatedByUser ? (
            <p className="rounded-lg bg-sunken px-4 py-2.5 wrap-anywhere whitespace-pre-wrap">
              {messageText(message)}
            </p>
          ) : (
            <Markdown text={messageText(message)} done labels={labels} />
          )}
        </div>
      ))}
    </div>,
    document.body,
  );
}

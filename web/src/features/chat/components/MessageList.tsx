import { useTranslation } from "react-i18next";
import { IconButton } from "@/ui";
import { elementKey } from "../runs";
import type { BranchNode } from "../tree";
import "./chat.css";
import { useFollow } from "./useFollow";
import { useJump } from "./useJump";
import { useWindow } from "./useWindow";
import type { ReactNode } from "react";

export interface MessageListProps {
  /** The conversation; another one starts at its own end. */
  place: string;
  branch: readonly BranchNode[];
  /** A message to begin at, marked, instead of the end. */
  asked?: string | undefined;
  renderTurn: (node: BranchNode, last: boolean) => ReactNode;
  /** What stands after the last message. */
  children?: ReactNode;
}

/**
 * The shown branch. It opens at its end with the last messages and takes in earlier ones as one reads upwards, so
 * that ten thousand cost no more than fifty. While the reader is at the end it follows the answer, else it stays.
 */
export function MessageList({ place, branch, asked, renderTurn, children }: MessageListProps) {
  const { t } = useTranslation();
  const { scroller, content, atEnd, toEnd, release } = useFollow(
    place,
    branch.at(-1)?.message.messageId,
  );
  const askedIndex =
    asked === undefined ? -1 : branch.findIndex(({ message }) => message.messageId === asked);
  const { start, sentinel } = useWindow(place, branch.length, scroller, askedIndex);
  useJump(content, asked, release);
  const shown = branch.slice(start);
  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={scroller}
        tabIndex={-1}
        className="@container h-full overflow-x-hidden overflow-y-auto overscroll-contain outline-none"
      >
        <div ref={content} className="mx-auto w-full max-w-reading px-4 pt-6 pb-10 sm:px-6">
          {start > 0 && (
            <div key={start} ref={sentinel} className="h-8 text-center text-xs text-ink-faint">
              {t("chat.earlier", { count: start })}
            </div>
          )}
          <ol aria-label={t("chat.messages")} className="flex flex-col gap-5">
            {shown.map((node, index) => (
              <li
                key={elementKey(node.message.messageId)}
                className="chat-turn"
                data-message={node.message.messageId}
                data-asked={node.message.messageId === asked || undefined}
              >
                {renderTurn(node, index === shown.length - 1)}
              </li>
            ))}
          </ol>
          {children}
        </div>
      </div>
      {!atEnd && (
        <div className="pointer-events-none absolute inset-x-0 bottom-3 flex justify-center">
          <IconButton
            icon="arrowDown"
            look="secondary"
            label={t("chat.jumpToLatest")}
            tooltipSide="top"
            className="pointer-events-auto rounded-full! shadow-mid"
            onClick={toEnd}
          />
        </div>
      )}
    </div>
  );
}

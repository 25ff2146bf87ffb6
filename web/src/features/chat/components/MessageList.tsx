import { useLayoutEffect, useRef, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { IconButton, type IconName } from "@/ui";
import { elementKey } from "../runs";
import type { BranchNode } from "../tree";
import "./chat.css";
import { useEdgeKeys } from "./useEdgeKeys";
import { useFollow } from "./useFollow";
import { useJump } from "./useJump";
import { useWindow } from "./useWindow";

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
  const whole = useRef(true);
  const { scroller, content, atEnd, toEnd, release } = useFollow(
    place,
    branch.at(-1)?.message.messageId,
    whole,
  );
  const askedIndex =
    asked === undefined ? -1 : branch.findIndex(({ message }) => message.messageId === asked);
  const { start, end, sentinel, show } = useWindow(place, branch.length, scroller, askedIndex);
  useJump(content, asked, release);
  const shown = branch.slice(start, end);
  const complete = end === branch.length;
  useLayoutEffect(() => {
    whole.current = complete;
    // A jump to the beginning has just put other messages into the page.
    if (!complete) scroller.current?.scrollTo({ top: 0 });
  }, [complete, scroller]);
  const toFirst = () => {
    release();
    show("first");
    scroller.current?.scrollTo({ top: 0 });
  };
  const toLast = () => {
    show("last");
    toEnd();
  };
  useEdgeKeys(toFirst, toLast);
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
                {renderTurn(node, complete && index === shown.length - 1)}
              </li>
            ))}
          </ol>
          {complete ? children : <div key={end} ref={sentinel} className="h-8" />}
        </div>
      </div>
      {!atEnd && (
        <div className="pointer-events-none absolute inset-x-0 bottom-3 flex justify-center gap-2">
          <JumpButton icon="toFirst" label={t("chat.jumpToFirst")} onClick={toFirst} />
          <JumpButton icon="arrowDown" label={t("chat.jumpToLatest")} onClick={toLast} />
        </div>
      )}
    </div>
  );
}

function JumpButton(props: { icon: IconName; label: string; onClick: () => void }) {
  return (
    <IconButton
      look="secondary"
      tooltipSide="top"
      className="pointer-events-auto rounded-full! shadow-mid"
      {...props}
    />
  );
}

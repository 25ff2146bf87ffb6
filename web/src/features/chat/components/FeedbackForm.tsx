import { Popover } from "radix-ui";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { cx } from "@/lib/cx";
import { Button } from "@/ui";
import { FEEDBACK_TAGS, LONGEST_NOTE, rate, type Rating } from "../feedback";
import type { Message } from "../stream/frames";

export interface FeedbackFormProps {
  message: Message;
  rating: Rating;
  /** The thumb that was pressed; the focus returns to it. */
  anchor: HTMLElement;
  onClose: () => void;
}

/** Why an answer was good or not: one reason and a note, both optional. */
export function FeedbackForm({ message, rating, anchor, onClose }: FeedbackFormProps) {
  const { t } = useTranslation();
  const before = message.feedback?.rating === rating ? message.feedback : undefined;
  const [tag, setTag] = useState(before?.tag);
  const [text, setText] = useState(before?.text ?? "");
  const place = useMemo(() => ({ current: anchor }), [anchor]);
  const title = t(`chat.feedback.title.${rating}`);
  const keep = () => {
    const note = text.trim();
    const reason = tag === undefined ? {} : { tag };
    void rate(message, { rating, ...reason, ...(note === "" ? {} : { text: note }) });
    onClose();
  };
  const takeBack = () => {
    void rate(message, undefined);
    onClose();
  };
  return (
    <Popover.Root open onOpenChange={(open) => !open && onClose()}>
      <Popover.Anchor virtualRef={place} />
      <Popover.Portal>
        <Popover.Content
          aria-label={title}
          side="top"
          align="start"
          sideOffset={6}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            anchor.focus();
          }}
          className="animate-rise-in z-(--layer-menu) w-[min(22rem,calc(100vw-1rem))] rounded-lg bg-raised p-4 shadow-high ring-1 ring-line focus:outline-none"
        >
          <h3 className="text-sm font-semibold">{title}</h3>
          <div role="group" aria-label={title} className="mt-2.5 flex flex-wrap gap-1.5">
            {FEEDBACK_TAGS[rating].map((each) => (
              <button
                key={each}
                type="button"
                aria-pressed={tag === each}
                onClick={() => setTag(tag === each ? undefined : each)}
                className={cx(
                  "rounded-full px-3 py-1 text-xs ring-1 transition-colors ring-inset",
                  tag === each
                    ? "bg-accent-soft font-semibold text-accent ring-accent"
                    : "text-ink-muted ring-line-strong hover:bg-hover hover:text-ink",
                )}
              >
                {t(`chat.feedback.tag.${each}`)}
              </button>
            ))}
          </div>
          <textarea
            value={text}
            rows={3}
            dir="auto"
            maxLength={LONGEST_NOTE}
            aria-label={t("chat.feedback.note")}
            placeholder={t("chat.feedback.note")}
            onChange={(event) => setText(event.target.value)}
            className={
              "mt-3 block w-full resize-none rounded-sm bg-canvas px-3 py-2 text-base leading-normal ring-1 ring-line-strong outline-none ring-inset focus-visible:ring-2 focus-visible:ring-focus sm:text-sm"
            }
          />
          <div className="mt-3 flex items-center justify-between gap-2">
            <Button size="sm" look="quiet" onClick={takeBack}>
              {t("chat.feedback.takeBack")}
            </Button>
            <Button size="sm" look="primary" onClick={keep}>
              {t("chat.feedback.keep")}
            </Button>
          </div>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

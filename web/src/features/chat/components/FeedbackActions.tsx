import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { rate, type Rating } from "../feedback";
import type { Message } from "../stream/frames";
import { ActionButton } from "./ActionButton";

const FeedbackForm = lazy(async () => ({ default: (await import("./FeedbackForm")).FeedbackForm }));

interface Opened {
  readonly rating: Rating;
  readonly anchor: HTMLElement;
}

/** Thumbs under an answer. A press keeps the rating and offers to say more. */
export function FeedbackActions({ message }: { message: Message }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<Opened | null>(null);
  const given = message.feedback?.rating;
  const press = (rating: Rating, anchor: HTMLElement) => {
    if (given !== rating) void rate(message, { rating });
    setOpened({ rating, anchor });
  };
  return (
    <>
      <ActionButton
        icon="thumbUp"
        label={t("chat.feedback.up")}
        aria-pressed={given === "thumbsUp"}
        onClick={(event) => press("thumbsUp", event.currentTarget)}
      />
      <ActionButton
        icon="thumbDown"
        label={t("chat.feedback.down")}
        aria-pressed={given === "thumbsDown"}
        onClick={(event) => press("thumbsDown", event.currentTarget)}
      />
      {opened !== null && (
        <Suspense fallback={null}>
          <FeedbackForm
            key={opened.rating}
            message={message}
            rating={opened.rating}
            anchor={opened.anchor}
            onClose={() => setOpened(null)}
          />
        </Suspense>
      )}
    </>
  );
}

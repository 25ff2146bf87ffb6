import { useTranslation } from "react-i18next";
import { useUser } from "@/features/auth";
import { Icon, IconButton } from "@/ui";
import { removeQuote, useQuotes } from "../quotes";

/** What the next message quotes, above the composer. */
export function QuoteChips({ place }: { place: string }) {
  const { t } = useTranslation();
  const userId = useUser()?.id ?? "";
  const quotes = useQuotes(userId, place);
  if (quotes.length === 0) return null;
  return (
    <ul
      aria-label={t("chat.quote.list")}
      className="mx-auto flex max-h-40 w-full max-w-reading flex-col gap-1.5 overflow-y-auto px-3 pb-2 sm:px-5"
    >
      {quotes.map((quote) => (
        <li
          key={quote}
          className="animate-rise-in flex items-center gap-2 rounded-lg bg-sunken py-1 pr-1 pl-3"
        >
          <Icon name="quote" className="size-4 text-accent" />
          <span dir="auto" className="min-w-0 flex-1 truncate text-sm text-ink-muted">
            {quote}
          </span>
          <IconButton
            icon="close"
            size="sm"
            tooltipSide="top"
            label={t("chat.quote.remove")}
            onClick={() => removeQuote(userId, place, quote)}
          />
        </li>
      ))}
    </ul>
  );
}

/** The passages that a sent message quotes. */
export function SentQuotes({ quotes }: { quotes: readonly string[] }) {
  const { t } = useTranslation();
  return (
    <ul aria-label={t("chat.quote.sent")} className="flex max-w-[88%] flex-col items-end gap-1">
      {quotes.map((quote) => (
        <li
          key={quote}
          className="flex max-w-full items-start gap-2 border-l-2 border-accent pl-3 text-sm text-ink-muted"
        >
          <blockquote dir="auto" className="line-clamp-3 min-w-0 break-words whitespace-pre-wrap">
            {quote}
          </blockquote>
        </li>
      ))}
    </ul>
  );
}

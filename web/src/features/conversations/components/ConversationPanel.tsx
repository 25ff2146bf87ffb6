import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { useDebounced } from "@/lib/useDebounced";
import { Icon, IconButton, Kbd } from "@/ui";
import { ConversationList } from "./ConversationList";
import { Filters } from "./Filters";

/** Pause in typing after which the server is asked, in ms. */
const TYPING_PAUSE_MS = 180;

/** Id of the search field, for the keyboard shortcut. */
export const SEARCH_FIELD_ID = "conversation-search";

export interface ConversationPanelProps {
  openId: string | undefined;
  onOpen?: (() => void) | undefined;
}

/** Where messages are searched; the state makes the page begin anew when it is open already. */
function messageSearch(text: string) {
  return { to: `/search?q=${encodeURIComponent(text)}`, state: { asked: text } };
}

/** The list, above it a field that filters it by title and leads on to the search in messages. */
export function ConversationPanel({ openId, onOpen }: ConversationPanelProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [typed, setTyped] = useState("");
  const words = typed.trim();
  const further = messageSearch(words);
  const search = useDeferredValue(useDebounced(words, TYPING_PAUSE_MS));
  return (
    <nav aria-label={t("conversations.region")} className="flex min-h-0 flex-1 flex-col">
      <h2 className="sr-only">{t("conversations.region")}</h2>
      <div className="relative mx-3 mt-1 mb-1">
        <Icon
          name="search"
          className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-faint"
        />
        <input
          id={SEARCH_FIELD_ID}
          type="search"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape" && typed !== "") {
              event.stopPropagation();
              setTyped("");
            }
            if (event.key === "Enter" && words !== "" && !event.nativeEvent.isComposing) {
              void navigate(further.to, { state: further.state });
              onOpen?.();
            }
          }}
          placeholder={t("conversations.search")}
          aria-label={t("conversations.search")}
          className="h-(--control-md) w-full rounded-sm bg-hover pr-8 pl-8.5 text-sm outline-none placeholder:text-ink-faint focus-visible:bg-raised focus-visible:ring-2 focus-visible:ring-focus focus-visible:ring-inset [&::-webkit-search-cancel-button]:hidden"
        />
        {typed !== "" && (
          <IconButton
            icon="close"
            size="sm"
            label={t("conversations.clearSearch")}
            onClick={() => setTyped("")}
            className="absolute top-1 right-1"
          />
        )}
      </div>
      {words !== "" && (
        <Link
          to={further.to}
          state={further.state}
          onClick={onOpen}
          className="mx-3 mb-1 flex items-center gap-2 rounded-sm px-2.5 py-1.5 text-sm text-ink-muted transition-colors hover:bg-hover hover:text-ink"
        >
          <span className="truncate">{t("conversations.searchMessages")}</span>
          <span className="ml-auto shrink-0">
            <Kbd>↵</Kbd>
          </span>
        </Link>
      )}
      <Filters />
      <div className="min-h-0 flex-1">
        <ConversationList search={search} openId={openId} onOpen={onOpen} />
      </div>
    </nav>
  );
}

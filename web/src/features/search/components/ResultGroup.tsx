import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Badge } from "@/ui";
import type { ConversationHits, MessageHit } from "../api";
import { Marked } from "./Marked";

/** Hits of one conversation that are shown before the others are asked for. */
const FEW = 4;

function day(iso: string): string {
  return new Date(iso).toLocaleDateString(undefined, { dateStyle: "medium" });
}

/** A conversation with the messages that match; each leads to its place. */
export function ResultGroup({ group }: { group: ConversationHits }) {
  const { t } = useTranslation();
  const { conversationId, title, titleMarks, hits } = group;
  return (
    <li>
      <h2 className="flex min-w-0 items-baseline gap-2 px-3">
        <Link
          to={`/c/${conversationId}`}
          className="truncate font-semibold hover:text-accent hover:underline"
        >
          <Marked text={title} marks={titleMarks} />
        </Link>
        {group.isArchived && <Badge>{t("search.archived")}</Badge>}
        <span className="ml-auto shrink-0 text-xs text-ink-faint">{day(group.updatedAt)}</span>
      </h2>
      <ul className="mt-1">
        {hits.slice(0, FEW).map((hit) => (
          <HitRow key={hit.messageId} conversationId={conversationId} hit={hit} />
        ))}
      </ul>
      {hits.length > FEW && (
        <details className="mt-1">
          <summary className="cursor-pointer px-3 py-1 text-sm text-ink-muted hover:text-ink">
            {t("search.moreHere", { count: hits.length - FEW })}
          </summary>
          <ul>
            {hits.slice(FEW).map((hit) => (
              <HitRow key={hit.messageId} conversationId={conversationId} hit={hit} />
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

function HitRow({ conversationId, hit }: { conversationId: string; hit: MessageHit }) {
  const { t } = useTranslation();
  return (
    <li>
      <Link
        to={`/c/${conversationId}?message=${encodeURIComponent(hit.messageId)}`}
        className="block rounded-md px-3 py-2 transition-colors hover:bg-hover"
      >
        <span className="flex items-baseline justify-between gap-3 text-xs text-ink-muted">
          <span className="truncate font-medium">
            {hit.isCreatedByUser ? t("search.you") : hit.sender}
          </span>
          <span className="shrink-0 text-ink-faint">{day(hit.createdAt)}</span>
        </span>
        {hit.fragments.map((fragment) => (
          <span key={fragment.text} className="mt-0.5 block text-sm leading-normal wrap-anywhere">
            {fragment.cutBefore && "… "}
            <Marked text={fragment.text} marks={fragment.marks} />
            {fragment.cutAfter && " …"}
          </span>
        ))}
      </Link>
    </li>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useParams } from "react-router";
import { ApiError, describeError, NO_PARENT } from "@/api";
import { useSession } from "@/features/auth";
import { useMarkdownLabels } from "@/features/chat";
import { reportFailure, refreshConversations } from "@/features/conversations";
import { Markdown } from "@/lib/markdown";
import { Button, EmptyState, IconButton, LogoMark, Spinner, Wordmark } from "@/ui";
import { continueShared, sharedQuery, type SharedConversation } from "../api";
import { sharedBranch, type SharedTurn } from "../branch";

/** A shared conversation, for everyone who has its link: to read, and to go on with when signed in. */
export function SharePage() {
  const { t } = useTranslation();
  const { shareId = "" } = useParams();
  const { status } = useSession();
  const shared = useQuery({ ...sharedQuery(shareId), enabled: status !== "unknown" });
  return (
    <div className="flex h-dvh flex-col bg-canvas">
      <header className="flex h-(--header-height) shrink-0 items-center justify-between border-b border-line px-4">
        <Link
          to="/c/new"
          aria-label={t("shell.home")}
          className="flex items-center gap-2 rounded-xs"
        >
          <LogoMark className="size-6.5" />
          <Wordmark className="h-4.5" />
        </Link>
        {status === "signed-in" && shared.data !== undefined && (
          <ContinueButton shared={shared.data} />
        )}
        {status === "signed-out" && (
          <Link
            to={`/login?redirect_to=${encodeURIComponent(`/share/${shareId}`)}`}
            className="text-sm font-semibold text-accent hover:underline"
          >
            {t("share.signIn")}
          </Link>
        )}
      </header>
      <main className="min-h-0 flex-1 overflow-y-auto">
        {shared.data !== undefined ? (
          <Reading shared={shared.data} />
        ) : shared.error === null ? (
          <div className="flex justify-center py-24 text-ink-faint">
            <Spinner className="size-6" />
          </div>
        ) : (
          <Unreadable error={shared.error} />
        )}
      </main>
    </div>
  );
}

function Unreadable({ error }: { error: Error }) {
  const { t } = useTranslation();
  const code = error instanceof ApiError ? error.status : 0;
  if (code === 404) {
    return <EmptyState title={t("share.gone.title")} hint={t("share.gone.hint")} />;
  }
  if (code === 401) {
    return <EmptyState title={t("share.private.title")} hint={t("share.private.hint")} />;
  }
  return <EmptyState title={describeError(error).text} />;
}

function ContinueButton({ shared }: { shared: SharedConversation }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const go = async () => {
    setBusy(true);
    try {
      const { conversation } = await continueShared(shared);
      await refreshConversations();
      await navigate(`/c/${conversation.conversationId}`);
    } catch (error) {
      reportFailure(error);
      setBusy(false);
    }
  };
  return (
    <Button look="primary" icon="fork" busy={busy} onClick={() => void go()}>
      {t("share.continue")}
    </Button>
  );
}

function Reading({ shared }: { shared: SharedConversation }) {
  const { t, i18n } = useTranslation();
  const [chosen, setChosen] = useState<Record<string, string>>({});
  const turns = useMemo(() => sharedBranch(shared.messages, chosen), [shared, chosen]);
  const date = new Date(shared.updatedAt).toLocaleDateString(i18n.language, { dateStyle: "long" });
  return (
    <article className="mx-auto w-full max-w-(--measure-reading) px-4 pt-6 pb-16 sm:px-8 sm:pt-10">
      <h1 className="text-2xl leading-tight font-semibold tracking-tight">{shared.title}</h1>
      <p className="mt-1.5 text-sm text-ink-faint">{t("share.takenOn", { date })}</p>
      <div className="mt-8 flex flex-col gap-7">
        {turns.map((turn, index) => (
          <Turn
            key={turn.message.messageId}
            turn={turn}
            onChoose={(id) =>
              setChosen({ ...chosen, [turns[index - 1]?.message.messageId ?? NO_PARENT]: id })
            }
          />
        ))}
      </div>
    </article>
  );
}

function Turn({ turn, onChoose }: { turn: SharedTurn; onChoose: (id: string) => void }) {
  const { t } = useTranslation();
  const { message, siblings, place } = turn;
  const step = (by: number) => {
    const id = siblings[place + by]?.messageId;
    if (id !== undefined) onChoose(id);
  };
  return (
    <section className={message.isCreatedByUser ? "flex flex-col items-end" : ""}>
      <h2
        className={
          message.isCreatedByUser ? "sr-only" : "mb-1.5 text-xs font-semibold text-ink-muted"
        }
      >
        {message.isCreatedByUser ? t("share.author") : (message.sender ?? t("chat.answer"))}
      </h2>
      {message.isCreatedByUser ? (
        <p
          dir="auto"
          className="max-w-[88%] rounded-xl bg-sunken px-4 py-2.5 break-words whitespace-pre-wrap"
        >
          {message.text}
        </p>
      ) : (
        <Answer turn={turn} />
      )}
      {siblings.length > 1 && (
        <div
          role="group"
          aria-label={t("chat.versions.label")}
          className="flex items-center text-xs text-ink-muted"
        >
          <IconButton
            icon="chevronLeft"
            size="sm"
            label={t("chat.versions.previous")}
            disabled={place === 0}
            onClick={() => step(-1)}
          />
          <span className="tabular-nums">
            {t("chat.versions.place", { place: place + 1, total: siblings.length })}
          </span>
          <IconButton
            icon="chevronRight"
            size="sm"
            label={t("chat.versions.next")}
            disabled={place === siblings.length - 1}
            onClick={() => step(1)}
          />
        </div>
      )}
    </section>
  );
}

function Answer({ turn: { message } }: { turn: SharedTurn }) {
  const labels = useMarkdownLabels();
  const parts = message.content ?? [];
  return parts.map((part, index) => {
    // A part's index is its identity: a snapshot never changes.
    const key = `${message.messageId}:${index}`;
    if (part.type === "text") {
      const text = typeof part.text === "string" ? part.text : part.text.value;
      return <Markdown key={key} text={text} done labels={labels} />;
    }
    if (part.type === "tool_call") {
      return (
        <p key={key} className="my-2 text-sm text-ink-faint">
          {part.tool_call.name}
        </p>
      );
    }
    if (part.type === "error") {
      return (
        <p key={key} className="my-2 text-sm text-danger">
          {part.error ?? part.text}
        </p>
      );
    }
    return null;
  });
}

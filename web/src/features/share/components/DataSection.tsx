import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useStartupConfig } from "@/features/auth";
import {
  archiveConversation,
  conversationListQuery,
  deleteAllConversations,
  deleteConversation,
  refreshConversations,
  reportFailure,
  restoreConversations,
} from "@/features/conversations";
import { copyText } from "@/lib/markdown";
import { useDebounced } from "@/lib/useDebounced";
import { Button, IconButton, TextField, toast } from "@/ui";
import { linksQuery, revokeLink } from "../api";
import { addressOf, refreshLinks } from "../links";
import { Rows } from "./Rows";

const UNDO_MS = 20_000;

/** What a person keeps here: archived conversations, shared links, and the end of it all. */
export function DataSection() {
  const shares = useStartupConfig()?.sharedLinksEnabled === true;
  return (
    <div className="flex flex-col gap-8">
      <Archived />
      {shares && <SharedLinks />}
      <DeleteAll />
    </div>
  );
}

function Archived() {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const search = useDebounced(typed.trim(), 180);
  const list = useInfiniteQuery(conversationListQuery({ archived: true, search }));
  const rows = list.data?.pages.flatMap((page) => page.conversations) ?? [];
  const act = (work: Promise<unknown>) =>
    void work.then(() => refreshConversations()).catch(reportFailure);
  return (
    <Rows
      title={t("data.archived")}
      empty={t("data.archived.none")}
      list={list}
      head={
        (rows.length > 0 || typed !== "") && (
          <TextField
            label={t("data.archived.search")}
            type="search"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )
      }
      rows={rows.map((row) => {
        const title = row.title ?? t("conversations.untitled");
        return {
          key: row.conversationId,
          title,
          href: `c/${row.conversationId}`,
          actions: (
            <>
              <IconButton
                icon="refresh"
                size="sm"
                label={t("data.restore", { title })}
                onClick={() => act(archiveConversation(row.conversationId, false))}
              />
              <IconButton
                icon="trash"
                size="sm"
                label={t("data.delete", { title })}
                onClick={() => act(deleteConversation(row.conversationId))}
              />
            </>
          ),
        };
      })}
    />
  );
}

function SharedLinks() {
  const { t } = useTranslation();
  const list = useInfiniteQuery(linksQuery);
  const links = list.data?.pages.flatMap((page) => page.links) ?? [];
  return (
    <Rows
      title={t("data.links")}
      empty={t("data.links.none")}
      list={list}
      rows={links.map(({ shareId, title, conversationId }) => ({
        key: shareId,
        title,
        href: `share/${shareId}`,
        actions: (
          <>
            <IconButton
              icon="copy"
              size="sm"
              label={t("data.copyLink", { title })}
              onClick={() =>
                void copyText(addressOf(shareId)).then((done) => done && toast(t("chat.copied")))
              }
            />
            <IconButton
              icon="trash"
              size="sm"
              label={t("data.revoke", { title })}
              onClick={() =>
                void revokeLink(shareId)
                  .then(() => refreshLinks(conversationId))
                  .catch(reportFailure)
              }
            />
          </>
        ),
      }))}
    />
  );
}

function DeleteAll() {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const word = t("data.deleteAll.word");
  const run = async () => {
    setTyped("");
    try {
      const { conversationIds } = await deleteAllConversations();
      const undo = () =>
        void restoreConversations(conversationIds)
          .then(() => refreshConversations())
          .catch(reportFailure);
      toast(t("data.deleteAll.done"), {
        lifetimeMs: UNDO_MS,
        action: { label: t("common.undo"), run: undo },
      });
    } catch (error) {
      reportFailure(error);
    }
    await refreshConversations();
  };
  return (
    <section>
      <h3 className="font-semibold">{t("data.deleteAll")}</h3>
      <p className="mt-1 mb-3 text-sm text-ink-muted">{t("data.deleteAll.hint")}</p>
      <form
        className="flex flex-wrap items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim() === word) void run();
        }}
      >
        <TextField
          label={t("data.deleteAll.confirm", { word })}
          value={typed}
          autoComplete="off"
          onChange={(event) => setTyped(event.target.value)}
          className="min-w-48 flex-1"
        />
        <Button type="submit" look="danger" disabled={typed.trim() !== word}>
          {t("data.deleteAll")}
        </Button>
      </form>
    </section>
  );
}

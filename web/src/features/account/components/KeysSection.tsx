import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Badge, Button, EmptyState, Spinner, toast } from "@/ui";
import { revokeKey } from "../api";
import { forgetWantedKey, useKeyedEndpoints, useWantedKey, type KeyedEndpoint } from "../state";
import { KeyForm } from "./KeyForm";
import { useAction } from "./useAction";

/** The endpoints that ask for a key of one's own: entering, renewing and revoking it. */
export function KeysSection() {
  const { t } = useTranslation();
  const endpoints = useKeyedEndpoints();
  const wanted = useWantedKey();
  useEffect(() => forgetWantedKey, []);
  if (endpoints === undefined) return <Spinner />;
  if (endpoints.length === 0) {
    return <EmptyState title={t("keys.none.title")} hint={t("keys.none.hint")} />;
  }
  return (
    <>
      <p className="text-sm text-ink-muted">{t("keys.lead")}</p>
      <ul className="mt-2 divide-y divide-line">
        {endpoints.map((endpoint) => (
          <Key key={endpoint.name} endpoint={endpoint} opened={endpoint.name === wanted} />
        ))}
      </ul>
    </>
  );
}

function Key({ endpoint, opened }: { endpoint: KeyedEndpoint; opened: boolean }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(opened);
  const { busy, failure, run } = useAction();
  const { name, stored } = endpoint;

  async function revoke() {
    if (await run(() => revokeKey(name))) toast(t("keys.revoked", { name }));
  }

  return (
    <li className="py-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <div className="min-w-40 flex-1">
          <p className="flex items-center gap-2 font-medium">
            <span className="min-w-0 truncate">{name}</span>
            <State endpoint={endpoint} />
          </p>
          <Until endpoint={endpoint} />
        </div>
        {!open && (
          <Button onClick={() => setOpen(true)}>
            {t(stored === undefined ? "keys.enter" : "keys.replace")}
          </Button>
        )}
        {stored !== undefined && !open && (
          <Button
            look="quiet"
            busy={busy}
            aria-label={t("keys.revokeFor", { name })}
            onClick={() => void revoke()}
          >
            {t("keys.revoke")}
          </Button>
        )}
      </div>
      {failure !== undefined && (
        <p role="alert" className="mt-2 text-sm text-danger">
          {failure}
        </p>
      )}
      {open && <KeyForm endpoint={endpoint} onDone={() => setOpen(false)} />}
    </li>
  );
}

function State({ endpoint: { stored } }: { endpoint: KeyedEndpoint }) {
  const { t } = useTranslation();
  if (stored === undefined) return <Badge>{t("keys.state.none")}</Badge>;
  return stored.expired ? (
    <Badge tone="danger">{t("keys.state.expired")}</Badge>
  ) : (
    <Badge tone="success">{t("keys.state.stored")}</Badge>
  );
}

function Until({ endpoint: { stored } }: { endpoint: KeyedEndpoint }) {
  const { t, i18n } = useTranslation();
  if (stored === undefined) return null;
  const when =
    stored.expiresAt === null
      ? t("keys.never")
      : t(stored.expired ? "keys.expiredAt" : "keys.expiresAt", {
          time: new Date(stored.expiresAt).toLocaleString(i18n.language, {
            dateStyle: "medium",
            timeStyle: "short",
          }),
        });
  return (
    <p className="mt-0.5 text-xs break-all text-ink-faint">
      {stored.baseURL === null ? when : `${when} · ${stored.baseURL}`}
    </p>
  );
}

import { useTranslation } from "react-i18next";
import { useStartupConfig, useUser } from "@/features/auth";
import { findModel, SPECS, useModelCatalog } from "@/features/models";
import { Avatar, Badge, LogoMark } from "@/ui";
import { focusComposer, writeComposer } from "../composer";
import type { Target } from "../requests";

const GENERAL = [
  "chat.suggest.explain",
  "chat.suggest.plan",
  "chat.suggest.code",
  "chat.suggest.write",
] as const;
const SIMULATED = [
  "chat.suggest.simFormat",
  "chat.suggest.simCode",
  "chat.suggest.simThink",
  "chat.suggest.simAbout",
] as const;

/** The page of a chat that has not begun: who will answer, and a few ways to start. */
export function Landing({ place, target }: { place: string; target: Target | undefined }) {
  const { t } = useTranslation();
  const user = useUser();
  const config = useStartupConfig();
  const { catalog } = useModelCatalog();
  const found =
    catalog === undefined
      ? undefined
      : findModel(
          catalog,
          target?.spec === undefined ? target : { endpoint: SPECS, model: target.spec },
        );
  const name = user?.name ?? user?.username ?? "";
  const custom = config?.interface?.customWelcome?.replaceAll("{{user.name}}", name);
  const simulated = found?.group.simulated === true;
  const agent = found?.entry.agent;
  const spec = found?.entry.spec;
  const own = (agent?.conversation_starters ?? spec?.conversation_starters ?? []).filter(
    (text) => text.trim() !== "",
  );
  const general = (simulated ? SIMULATED : GENERAL).map((key) => t(key));
  const starters = agent === undefined && own.length === 0 ? general : [...new Set(own)];
  const choose = (text: string) => {
    writeComposer(user?.id ?? "", place, text);
    focusComposer();
  };
  return (
    <div className="flex min-h-0 flex-1 flex-col items-center overflow-y-auto px-5 pt-[max(2rem,12dvh)] pb-6">
      {agent === undefined ? (
        <LogoMark className="size-11 text-accent" />
      ) : (
        <Avatar name={agent.name ?? ""} src={agent.avatar?.filepath} size="lg" />
      )}
      <h1 className="mt-5 max-w-reading text-center text-2xl leading-tight font-semibold tracking-tight text-balance">
        {agent?.name || spec?.preset.greeting || custom || t("chat.welcome", { name })}
      </h1>
      {found !== undefined && (
        <div className="mt-3 max-w-reading text-center text-sm text-ink-muted">
          <p className="flex flex-wrap items-center justify-center gap-2">
            {agent === undefined && (
              <span>
                {t("chat.answeredBy", { model: found.entry.label, who: found.group.label })}
              </span>
            )}
            {agent?.owner_contact?.name !== undefined && (
              <span>{t("chat.agentBy", { name: agent.owner_contact.name })}</span>
            )}
            {simulated && <Badge tone="warning">{t("chat.simulated")}</Badge>}
          </p>
          {found.entry.description !== undefined && (
            <p className="mt-1 text-ink-faint">{found.entry.description}</p>
          )}
        </div>
      )}
      <ul
        aria-label={t("chat.suggestions")}
        className="mt-9 grid w-full max-w-(--measure-reading) grid-cols-1 gap-2.5 sm:grid-cols-2"
      >
        {starters.map((text) => (
          <li key={text} className="flex">
            <button
              type="button"
              onClick={() => choose(text)}
              className="w-full rounded-lg bg-raised px-4 py-3 text-left text-sm leading-snug text-ink-muted shadow-low ring-1 ring-line transition-colors ring-inset hover:bg-hover hover:text-ink"
            >
              {text}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

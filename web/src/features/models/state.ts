import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { create } from "zustand";
import { useTranslation } from "react-i18next";
import { useMay, useStartupConfig, useUser } from "@/features/auth";
import { useSettled } from "@/lib/useSettled";
import { useDefaultPreset, type Preset } from "@/features/presets";
import { agentsQuery, endpointsQuery, modelsQuery } from "./api";
import {
  AGENTS,
  agentGroup,
  buildCatalog,
  defaultSpec,
  settleModel,
  withSpecs,
  type ModelGroup,
  type ModelRef,
} from "./catalog";

interface Choices {
  /** What the reader chose on this page, by user and conversation id (`new` for one not yet begun). */
  byConversation: Record<string, ModelRef>;
}

const useChoices = create<Choices>(() => ({ byConversation: {} }));

const choiceKey = (userId: string, conversationId: string) => `${userId}/${conversationId}`;
const storageKey = (userId: string) => `klatch.model.${userId}`;

/** Chooses a model for a conversation and remembers it for the user's next new one. */
export function chooseModel(userId: string, conversationId: string, choice: ModelRef): void {
  useChoices.setState(({ byConversation }) => ({
    byConversation: { ...byConversation, [choiceKey(userId, conversationId)]: choice },
  }));
  try {
    localStorage.setItem(storageKey(userId), JSON.stringify(choice));
  } catch {
    // Storage may be full or forbidden; the choice then lasts as long as the page.
  }
}

function rememberedModel(userId: string | undefined): ModelRef | undefined {
  if (userId === undefined) return undefined;
  try {
    const saved = JSON.parse(localStorage.getItem(storageKey(userId)) ?? "null") as ModelRef | null;
    return typeof saved?.endpoint === "string" && typeof saved.model === "string"
      ? saved
      : undefined;
  } catch {
    return undefined;
  }
}

function isAgentRemembered(userId: string | undefined): boolean {
  return rememberedModel(userId)?.endpoint === AGENTS;
}

/** The menu of models; undefined while it loads. */
export function useModelCatalog(): {
  catalog: ModelGroup[] | undefined;
  error: Error | null;
  retry: () => void;
} {
  const endpoints = useQuery(endpointsQuery);
  const models = useQuery(modelsQuery);
  const { t } = useTranslation();
  // A chat with an agent needs them at once; for a new chat with a plain model they can wait.
  const may = useMay();
  const settled = useSettled();
  const userId = useUser()?.id;
  const awaited = !location.pathname.endsWith("/c/new") || isAgentRemembered(userId);
  const agents = useQuery({
    ...agentsQuery,
    enabled: may("AGENTS.USE") && (settled || awaited),
  });
  const label = t("models.agents");
  const specsLabel = t("models.specs");
  const config = useStartupConfig();
  const catalog = useMemo(() => {
    if (endpoints.data === undefined || models.data === undefined) return undefined;
    const offered = buildCatalog(endpoints.data, models.data);
    const stored = agents.data ?? [];
    const plain = stored.length === 0 ? offered : [...offered, agentGroup(stored, label)];
    return withSpecs(plain, config, specsLabel);
  }, [endpoints.data, models.data, agents.data, label, config, specsLabel]);
  return {
    catalog,
    error: endpoints.error ?? models.error,
    retry: () => {
      void endpoints.refetch();
      void models.refetch();
    },
  };
}

function modelOf(preset: Preset | undefined): ModelRef | undefined {
  if (preset === undefined) return undefined;
  const { endpoint } = preset;
  const model = endpoint === AGENTS ? preset.agent_id : preset.model;
  return model ? { endpoint, model } : undefined;
}

/**
 * The model that the next message of a conversation goes to: what the reader chose here, else what
 * the conversation used (`used`), else the user's last choice, else the first of the menu.
 */
export function useChosenModel(conversationId: string, used?: ModelRef): ModelRef | undefined {
  const { catalog } = useModelCatalog();
  const config = useStartupConfig();
  const preset = useDefaultPreset();
  const standard = useMemo(() => modelOf(preset), [preset]);
  const userId = useUser()?.id;
  const chosen = useChoices(
    (choices) => choices.byConversation[choiceKey(userId ?? "", conversationId)],
  );
  return useMemo(
    () =>
      catalog === undefined
        ? undefined
        : settleModel(catalog, [
            chosen,
            used,
            standard,
            defaultSpec(config, "default"),
            rememberedModel(userId),
            defaultSpec(config, "softDefault"),
          ]),
    [catalog, chosen, used, standard, userId, config],
  );
}

const useAdded = create<Choices>(() => ({ byConversation: {} }));

/** Lets a second model answer beside the first, or none (undefined). Lasts as long as the page. */
export function addModel(
  userId: string,
  conversationId: string,
  choice: ModelRef | undefined,
): void {
  const key = choiceKey(userId, conversationId);
  useAdded.setState(({ byConversation }) => {
    const { [key]: _old, ...rest } = byConversation;
    return { byConversation: choice === undefined ? rest : { ...rest, [key]: choice } };
  });
}

/** The second model of a conversation; undefined where there is none or the person's role has none. */
export function useAddedModel(conversationId: string): ModelRef | undefined {
  const may = useMay()("MULTI_CONVO.USE");
  const userId = useUser()?.id ?? "";
  const added = useAdded(({ byConversation }) => byConversation[choiceKey(userId, conversationId)]);
  return may ? added : undefined;
}

const usePicker = create<{ open: boolean }>(() => ({ open: false }));

/** Opens or closes the menu of models from anywhere (a keyboard shortcut). */
export function setPickerOpen(open: boolean): void {
  usePicker.setState({ open });
}

export function usePickerOpen(): boolean {
  return usePicker((picker) => picker.open);
}

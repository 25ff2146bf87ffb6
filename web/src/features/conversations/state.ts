import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Conversation } from "@/api";
import { AGENTS, SPECS, type ModelRef } from "@/features/models";
import { conversationQuery } from "./api";

/** A conversation's record; undefined for `new`, while loading and when it is missing. */
export function useConversation(id: string): {
  conversation: Conversation | undefined;
  error: Error | null;
} {
  const { data, error } = useQuery({ ...conversationQuery(id), enabled: id !== "new" });
  return { conversation: id === "new" ? undefined : data, error };
}

/** The model that the conversation used last. */
export function useUsedModel(conversationId: string): ModelRef | undefined {
  const { conversation } = useConversation(conversationId);
  const spec = conversation?.spec;
  const endpoint = spec ? SPECS : conversation?.endpoint;
  const own = endpoint === AGENTS ? conversation?.agent_id : conversation?.model;
  const model = spec || own;
  return useMemo(() => (endpoint && model ? { endpoint, model } : undefined), [endpoint, model]);
}

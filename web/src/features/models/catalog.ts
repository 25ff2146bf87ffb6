import type { AgentRow, EndpointConfig, EndpointsAnswer, ModelsAnswer } from "@/api";

/** A model as one addresses it. */
export interface ModelRef {
  endpoint: string;
  model: string;
}

export interface ModelEntry extends ModelRef {
  label: string;
  description: string | undefined;
  /** What a stored agent brings along for its first page. */
  agent?: AgentRow;
}

/** Stored agents are addressed as models of this endpoint, by their ids. */
export const AGENTS = "agents";

/** One endpoint with its models, in the order of the server's menu. */
export interface ModelGroup {
  endpoint: string;
  label: string;
  description: string | undefined;
  /** The answers are invented by Klatch itself. */
  simulated: boolean;
  /** The model runs near the server. */
  local: boolean;
  /** Kind to send as `endpointType`; `custom` for YAML endpoints. */
  type: string | undefined;
  models: ModelEntry[];
}

/** Endpoints that answer through other routes than a plain chat; they have menus of their own. */
const otherMenus = new Set(["agents", "assistants", "azureAssistants"]);

/** Joins what the server tells about endpoints and about models into one menu. */
export function buildCatalog(endpoints: EndpointsAnswer, models: ModelsAnswer): ModelGroup[] {
  return Object.entries(endpoints)
    .filter(
      (entry): entry is [string, EndpointConfig] => entry[1] !== null && !otherMenus.has(entry[0]),
    )
    .sort((one, other) => (one[1].order ?? 0) - (other[1].order ?? 0))
    .map(([endpoint, config]) => groupOf(endpoint, config, models[endpoint] ?? []))
    .filter((group) => group.models.length > 0);
}

const builtInLabels: Record<string, string> = {
  openAI: "OpenAI",
  azureOpenAI: "Azure OpenAI",
  google: "Google",
  anthropic: "Anthropic",
  bedrock: "AWS Bedrock",
};

function groupOf(endpoint: string, config: EndpointConfig, names: string[]): ModelGroup {
  const facts = config.klatch;
  return {
    endpoint,
    label: facts?.label ?? builtInLabels[endpoint] ?? endpoint,
    description: facts?.description,
    simulated: facts?.simulated ?? endpoint === "Simulator",
    local: facts?.local ?? false,
    type: config.type,
    models: names.map((model) => ({
      endpoint,
      model,
      label: facts?.models?.[model]?.label ?? model,
      description: facts?.models?.[model]?.description,
    })),
  };
}

/** Stored agents as a group of the menu. */
export function agentGroup(agents: readonly AgentRow[], label: string): ModelGroup {
  return {
    endpoint: AGENTS,
    label,
    description: undefined,
    simulated: false,
    local: false,
    type: undefined,
    models: agents.map((agent) => ({
      endpoint: AGENTS,
      model: agent.id,
      label: agent.name ?? agent.id,
      description: agent.description,
      agent,
    })),
  };
}

/** The groups with the models that match every word of `query`; a match of the endpoint keeps all its models. */
export function searchCatalog(catalog: ModelGroup[], query: string): ModelGroup[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return catalog;
  return catalog
    .map((group) => ({
      ...group,
      models: group.models.filter((entry) => {
        const text = `${group.label} ${group.endpoint} ${entry.label} ${entry.model} ${entry.description ?? ""}`;
        return words.every((word) => text.toLowerCase().includes(word));
      }),
    }))
    .filter((group) => group.models.length > 0);
}

export function findModel(
  catalog: ModelGroup[],
  wanted: ModelRef | undefined,
): { group: ModelGroup; entry: ModelEntry } | undefined {
  if (wanted === undefined) return undefined;
  const group = catalog.find(({ endpoint }) => endpoint === wanted.endpoint);
  const entry = group?.models.find(({ model }) => model === wanted.model);
  return group === undefined || entry === undefined ? undefined : { group, entry };
}

/** The first of the wishes that the server offers, else the menu's first model. */
export function settleModel(
  catalog: ModelGroup[],
  wishes: readonly (ModelRef | undefined)[],
): ModelRef | undefined {
  for (const wish of wishes) {
    const found = findModel(catalog, wish);
    if (found !== undefined) return { endpoint: found.entry.endpoint, model: found.entry.model };
  }
  const first = catalog[0]?.models[0];
  return first === undefined ? undefined : { endpoint: first.endpoint, model: first.model };
}

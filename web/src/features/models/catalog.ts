import type {
  AgentRow,
  EndpointConfig,
  EndpointsAnswer,
  ModelsAnswer,
  ModelSpec,
  StartupConfig,
} from "@/api";

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
  /** A model with settings that the administrator prepared. */
  spec?: ModelSpec;
}

/** Stored agents are addressed as models of this endpoint, by their ids. */
export const AGENTS = "agents";

/** Prepared models ("model specs") are addressed as models of this endpoint, by their names. */
export const SPECS = "klatch:specs";

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

/** Prepared models by their groups, in the order of the settings; those without a group first. */
function specGroups(specs: readonly ModelSpec[], label: string): ModelGroup[] {
  const groups = new Map<string, ModelGroup>();
  for (const spec of specs) {
    if (spec.showInMenu === false) continue;
    const name = spec.group ?? "";
    const group: ModelGroup = groups.get(name) ?? {
      endpoint: `${SPECS}/${name}`,
      label: name === "" ? label : name,
      description: undefined,
      simulated: false,
      local: false,
      type: undefined,
      models: [],
    };
    group.models.push({
      endpoint: SPECS,
      model: spec.name,
      label: spec.label,
      description: spec.description,
      spec,
    });
    groups.set(name, group);
  }
  return [...groups.values()];
}

/** The menu with the prepared models in front, and without what they are meant to replace. */
export function withSpecs(
  offered: ModelGroup[],
  config: StartupConfig | undefined,
  label: string,
): ModelGroup[] {
  const specs = config?.modelSpecs;
  if (specs === undefined || specs.list.length === 0) return offered;
  const added = specs.addedEndpoints ?? [];
  const plain = config?.interface?.modelSelect === true;
  const kept = offered.filter(({ endpoint }) =>
    plain ? added.includes(endpoint) || (added.length === 0 && specs.enforce !== true) : false,
  );
  return [...specGroups(specs.list, label), ...kept];
}

/** The prepared model that a new chat begins with: always, or where nothing was chosen before. */
export function defaultSpec(
  config: StartupConfig | undefined,
  kind: "default" | "softDefault",
): ModelRef | undefined {
  const spec = config?.modelSpecs?.list.find((one) => one[kind] === true);
  return spec === undefined ? undefined : { endpoint: SPECS, model: spec.name };
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
  for (const group of catalog) {
    const entry = group.models.find(
      ({ endpoint, model }) => endpoint === wanted.endpoint && model === wanted.model,
    );
    if (entry !== undefined) return { group, entry };
  }
  return undefined;
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

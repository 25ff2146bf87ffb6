/**
 * Records of LibreChat's wire contract as this client reads them. Fields that it never touches are
 * left out; the server may send more. LibreChat's names (`convos`, `_id`) live here and in `api.ts`
 * files only.
 */

/** Parent of a conversation's first message. */
export const NO_PARENT = "00000000-0000-0000-0000-000000000000";

export interface User {
  id: string;
  _id?: string;
  email: string;
  name?: string | null;
  username?: string | null;
  avatar?: string | null;
  role: string;
  provider: string;
  twoFactorEnabled?: boolean;
}

export interface SignInAnswer {
  token?: string;
  user?: User;
  twoFAPending?: boolean;
  tempToken?: string;
}

export interface StartupConfig {
  appTitle: string;
  serverDomain: string;
  emailLoginEnabled: boolean;
  registrationEnabled: boolean;
  passwordResetEnabled: boolean;
  /** Whether the server sends mail. */
  emailEnabled?: boolean;
  socialLoginEnabled: boolean;
  socialLogins?: string[];
  minPasswordLength?: number;
  helpAndFaqURL?: string;
  sharedLinksEnabled?: boolean;
  publicSharedLinksEnabled?: boolean;
  customFooter?: string;
  titleGenerationTiming?: "immediate" | "final";
  interface?: InterfaceConfig;
  modelSpecs?: {
    enforce?: boolean;
    prioritize?: boolean;
    addedEndpoints?: string[];
    list: ModelSpec[];
  };
  buildInfo?: { commit?: string; commitShort?: string; branch?: string; buildDate?: string | null };
  /** Klatch's own additions. */
  klatch?: { firstUser?: boolean; version?: string };
}

export interface InterfaceConfig {
  privacyPolicy?: { externalUrl?: string; openNewTab?: boolean };
  termsOfService?: TermsOfService;
  customWelcome?: string;
  modelSelect?: boolean;
  parameters?: boolean;
  presets?: boolean;
  temporaryChat?: boolean;
  contextUsage?: boolean;
}

export interface TermsOfService {
  externalUrl?: string;
  openNewTab?: boolean;
  /** Whether everybody must accept them before going on. */
  modalAcceptance?: boolean;
  modalTitle?: string;
  /** Markdown, or its lines. */
  modalContent?: string | string[];
}

export interface ModelSpec {
  name: string;
  label: string;
  description?: string;
  /** Name of the group it is listed in. */
  group?: string;
  /** Chosen for every new chat. */
  default?: boolean;
  /** Chosen where nobody chose before. */
  softDefault?: boolean;
  showInMenu?: boolean;
  conversation_starters?: string[];
  preset: Partial<Conversation> & { greeting?: string };
}

export interface EndpointConfig {
  order?: number;
  type?: string;
  userProvide?: boolean;
  userProvideURL?: boolean;
  iconURL?: string;
  modelDisplayLabel?: string;
  /** Klatch's own additions. */
  klatch?: EndpointFacts;
}

export interface EndpointFacts {
  label?: string;
  description?: string;
  /** The endpoint invents its answers. */
  simulated?: boolean;
  /** The model runs on the server's own machine or network. */
  local?: boolean;
  models?: Record<string, ModelFacts>;
}

export interface ModelFacts {
  label?: string;
  description?: string;
}

/** Endpoint name to its settings; null means switched off. */
export type EndpointsAnswer = Record<string, EndpointConfig | null>;

/** Endpoint name to its model names. */
export type ModelsAnswer = Record<string, string[]>;

export interface Conversation {
  conversationId: string;
  title: string | null;
  endpoint: string;
  endpointType?: string | null;
  model?: string | null;
  modelLabel?: string | null;
  promptPrefix?: string | null;
  spec?: string | null;
  iconURL?: string | null;
  agent_id?: string;
  temperature?: number | null;
  top_p?: number;
  topP?: number;
  topK?: number;
  frequency_penalty?: number;
  presence_penalty?: number;
  max_tokens?: number | string;
  maxOutputTokens?: number | string | null;
  maxContextTokens?: number | string;
  reasoning_effort?: string | null;
  stop?: string[];
  isArchived?: boolean;
  pinned?: boolean;
  isTemporary?: boolean;
  /** When the server deletes a temporary chat. */
  expiredAt?: string | null;
  tags?: string[];
  chatProjectId?: string | null;
  isShared?: boolean;
  archivedAt?: string | null;
  createdAt: string;
  updatedAt: string;
}

export interface ConversationPage {
  conversations: Conversation[];
  nextCursor: string | null;
}

export interface ActiveRunsAnswer {
  activeJobIds: string[];
}

export interface Message {
  messageId: string;
  conversationId: string | null;
  parentMessageId: string | null;
  text: string;
  isCreatedByUser: boolean;
  sender?: string;
  endpoint?: string;
  model?: string | null;
  content?: ContentPart[];
  error?: boolean;
  unfinished?: boolean;
  finish_reason?: string;
  createdAt?: string;
  updatedAt?: string;
  iconURL?: string | null;
  tokenCount?: number;
  feedback?: { rating: "thumbsUp" | "thumbsDown"; tag?: string; text?: string };
  metadata?: Record<string, unknown>;
}

/** Parts of an answer; gaps in the array may arrive as null. */
export type ContentPart =
  | { type: "text"; text: string | { value: string } }
  | { type: "think"; think: string }
  | { type: "tool_call"; tool_call: ToolCallRecord }
  | { type: "error"; error?: string; text?: string }
  | { type: "agent_update" | "summary" | "steer" | "activity_label" | "image_file" | "image_url" };

export interface ToolCallRecord {
  id: string;
  name: string;
  args: string | Record<string, unknown>;
  type?: "tool_call";
  output?: string;
  progress?: number;
}

/** Answer of `POST api/agents/chat/<endpoint>`. */
export interface RunStarted {
  streamId: string;
  conversationId: string;
  generationCreatedAt: number;
  status: "started" | "resumed" | "settled" | "replaced";
  generationProtocolVersion?: number;
}

/** Answer of `GET api/agents/chat/status/<conversationId>`. */
export interface RunStatus {
  active: boolean;
  streamId?: string;
  status?: "running" | "complete" | "error" | "aborted" | "requires_action";
  createdAt?: number;
  aggregatedContent?: ContentPart[];
}

/** A stored agent as lists show it. */
export interface AgentRow {
  id: string;
  /** What grants name. */
  _id: string;
  name?: string;
  description?: string;
  avatar?: { filepath: string };
  author: string;
  category: string;
  conversation_starters: string[];
  updatedAt: string;
  isPublic?: boolean;
  isEditable?: boolean;
  owner_contact?: { name?: string };
}

/* Invented records for development; nothing of this reaches the production bundle. */
import { randomUUID } from "node:crypto";

export interface MockMessage {
  messageId: string;
  conversationId: string;
  parentMessageId: string;
  text: string;
  isCreatedByUser: boolean;
  sender: string;
  endpoint: string;
  model: string | null;
  content?: { type: string; text?: string; think?: string }[];
  unfinished: boolean;
  error: boolean;
  createdAt: string;
  updatedAt: string;
}

export interface MockConversation {
  conversationId: string;
  title: string;
  endpoint: string;
  endpointType: string;
  model: string;
  createdAt: string;
  updatedAt: string;
}

export const NO_PARENT = "00000000-0000-0000-0000-000000000000";

export const endpoints = {
  OpenRouter: {
    order: 0,
    type: "custom",
    userProvide: false,
    klatch: {
      description: "Many models behind one key",
      models: {
        "qwen/qwen4-235b": { description: "Large open model, strong at code and languages" },
        "mistral/mistral-large-3": { description: "European generalist with a long context" },
      },
    },
  },
  Ollama: {
    order: 1,
    type: "custom",
    userProvide: false,
    klatch: { local: true, description: "Runs on this server" },
  },
  Simulator: {
    order: 9,
    type: "custom",
    userProvide: false,
    klatch: {
      simulated: true,
      description: "Invented answers for trying things out",
      models: {
        "sim-markdown": {
          label: "Markdown",
          description: "Answers with tables, code and formulas",
        },
        "sim-slow": { label: "Slow", description: "Thinks first, then 10 words a second" },
        "sim-fault": { label: "Faulty", description: "Fails in the middle of the answer" },
      },
    },
  },
};

export const models = {
  OpenRouter: [
    "qwen/qwen4-235b",
    "mistral/mistral-large-3",
    "deepseek/deepseek-v4",
    "moonshot/kimi-k3",
  ],
  Ollama: ["llama4:8b", "gemma4:27b"],
  Simulator: ["sim-markdown", "sim-slow", "sim-fault"],
};

const subjects = [
  "Sourdough that survives a week away",
  "Virtual threads and pinned carriers",
  "Letter to the landlord about the heating",
  "Why the sky is not violet",
  "SQL window functions by example",
  "Train route from Graz to Trieste",
  "Birthday poem for a cellist",
  "Reading list: the Habsburg east",
  "Regex for Austrian postcodes",
  "Compare WAL and rollback journals",
  "Names for a small bakery",
  "Explain CRDTs with a shopping list",
];

const day = 86_400_000;

/** A few hundred conversations over a year, dense at the near end. */
export function seedConversations(now: number): MockConversation[] {
  return Array.from({ length: 260 }, (_, index) => {
    const age = index < 4 ? index * 3_600_000 : (index - 3) ** 1.35 * 0.19 * day;
    const updatedAt = new Date(now - age).toISOString();
    return {
      conversationId: randomUUID(),
      title:
        subjects[index % subjects.length] +
        (index < subjects.length ? "" : ` (${Math.ceil(index / subjects.length)})`),
      endpoint: "Simulator",
      endpointType: "custom",
      model: "sim-markdown",
      createdAt: updatedAt,
      updatedAt,
    };
  });
}

export function seedMessages(conversation: MockConversation): MockMessage[] {
  const common = {
    conversationId: conversation.conversationId,
    endpoint: conversation.endpoint,
    unfinished: false,
    error: false,
    createdAt: conversation.createdAt,
    updatedAt: conversation.updatedAt,
  };
  const question = randomUUID();
  return [
    {
      ...common,
      messageId: question,
      parentMessageId: NO_PARENT,
      text: `${conversation.title}?`,
      isCreatedByUser: true,
      sender: "User",
      model: null,
    },
    {
      ...common,
      messageId: randomUUID(),
      parentMessageId: question,
      text: "",
      isCreatedByUser: false,
      sender: "Markdown",
      model: conversation.model,
      content: [{ type: "text", text: answerTo(conversation.title) }],
    },
  ];
}

export function answerTo(question: string): string {
  return `You asked about **${question.trim().slice(0, 80)}**. This answer is simulated.

## In short

A few things hold, and they are easy to check:

1. The first one is *simple*.
2. The second one needs \`care\`.
3. The third one follows from both.

| Engine | Writes/s | Reads/s |
|---|---:|---:|
| SQLite, WAL | 74,000 | 100,000 |
| PostgreSQL | 21,000 | 64,000 |

\`\`\`java
try (var scope = StructuredTaskScope.open()) {
  var user = scope.fork(() -> users.find(id));
  var orders = scope.fork(() -> orders.of(id));
  scope.join();
  return new Page(user.get(), orders.get());
}
\`\`\`

The area under the curve is $\\int_0^1 x^2\\,dx = \\tfrac13$, and for the general case

$$\\int_0^1 x^n\\,dx = \\frac{1}{n+1}.$$

> Measure first; then believe the measurement.
`;
}

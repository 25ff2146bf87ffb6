/**
 * The message tree. The server stores a flat list; siblings under one parent are versions of the same turn.
 * Everything here is iterative: a branch of 10,000 messages is ordinary.
 */
import { NO_PARENT, type Message } from "./stream/frames";

export interface MessageTree {
  readonly byId: ReadonlyMap<string, Message>;
  /** Message ids under a parent, oldest first; conversation roots are under {@link NO_PARENT}. */
  readonly children: ReadonlyMap<string, readonly string[]>;
}

/** Which child is shown under which parent. A parent without an entry shows its newest child. */
export type BranchSelection = Readonly<Record<string, string>>;

/** One message of the shown branch with its place among its versions. */
export interface BranchNode {
  readonly message: Message;
  readonly siblings: readonly string[];
  /** Zero-based place among the siblings. */
  readonly place: number;
}

/** Builds the tree. A message whose parent is not in the list becomes a root, so that nothing is hidden. */
export function buildTree(messages: readonly Message[]): MessageTree {
  const byId = new Map<string, Message>();
  for (const message of messages) byId.set(message.messageId, message);
  const children = new Map<string, string[]>();
  for (const message of byId.values()) {
    const parent = message.parentMessageId ?? NO_PARENT;
    const known = parent !== message.messageId && byId.has(parent);
    const key = known ? parent : NO_PARENT;
    const siblings = children.get(key);
    if (siblings === undefined) children.set(key, [message.messageId]);
    else siblings.push(message.messageId);
  }
  return { byId, children };
}

/** The shown branch from the first message to the last one. */
export function shownBranch(tree: MessageTree, selection: BranchSelection): readonly BranchNode[] {
  const branch: BranchNode[] = [];
  const seen = new Set<string>();
  let parent = NO_PARENT;
  for (;;) {
    const siblings = tree.children.get(parent);
    if (siblings === undefined || siblings.length === 0) return branch;
    const wanted = siblings.indexOf(selection[parent] ?? "");
    const place = wanted >= 0 ? wanted : siblings.length - 1;
    const id = siblings[place];
    const message = id === undefined ? undefined : tree.byId.get(id);
    if (id === undefined || message === undefined || seen.has(id)) return branch;
    seen.add(id);
    branch.push({ message, siblings, place });
    parent = id;
  }
}

/** The selection that shows this message: it and its ancestors are chosen wherever there is a choice. */
export function selectMessage(
  tree: MessageTree,
  selection: BranchSelection,
  messageId: string,
): BranchSelection {
  const next: Record<string, string> = { ...selection };
  const seen = new Set<string>();
  let id = messageId;
  while (!seen.has(id)) {
    seen.add(id);
    const message = tree.byId.get(id);
    if (message === undefined) break;
    const parent = message.parentMessageId ?? NO_PARENT;
    const key = tree.byId.has(parent) ? parent : NO_PARENT;
    if ((tree.children.get(key)?.length ?? 0) > 1) next[key] = id;
    if (key === NO_PARENT) break;
    id = key;
  }
  return next;
}

/** The stored list with a newer version of some messages put in their places or at the end. */
export function mergeMessages(
  stored: readonly Message[],
  newer: readonly Message[],
): readonly Message[] {
  if (newer.length === 0) return stored;
  const rest = new Map(newer.map((message) => [message.messageId, message]));
  const merged = stored.map((message) => {
    const replacement = rest.get(message.messageId);
    if (replacement === undefined) return message;
    rest.delete(message.messageId);
    return { ...message, ...replacement };
  });
  return [...merged, ...rest.values()];
}

/** The text of a message as a person would copy it: no thinking, no failure notes. */
export function plainText(message: Message): string {
  const parts = message.content ?? [];
  const texts = parts.flatMap((part) => (part.type === "text" ? [part.text] : []));
  return texts.length > 0 ? texts.join("\n\n") : message.text;
}

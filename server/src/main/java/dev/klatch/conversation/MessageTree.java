package dev.klatch.conversation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tree that a conversation's messages form by their parents. A message whose parent is missing
 * is a root. Circles, which only damaged data has, end walks.
 */
public final class MessageTree {
  private final Map<String, Message> byId = new LinkedHashMap<>();
  private final Map<String, List<Message>> children = new HashMap<>();

  /**
   * @param messages oldest first
   */
  public MessageTree(List<Message> messages) {
    messages.forEach(message -> byId.put(message.id(), message));
    for (Message message : messages) {
      children.computeIfAbsent(parentOf(message), parent -> new ArrayList<>()).add(message);
    }
  }

  private String parentOf(Message message) {
    return byId.containsKey(message.parentId()) ? message.parentId() : Message.ROOT;
  }

  public boolean contains(@Nullable String id) {
    return id != null && byId.containsKey(id);
  }

  /** From the first message to one; empty when it is not there. */
  public List<Message> path(String id) {
    Set<Message> path = new LinkedHashSet<>();
    Message at = byId.get(id);
    while (at != null && path.add(at)) {
      at = byId.get(at.parentId());
    }
    return new ArrayList<>(path).reversed();
  }

  /** The path to a message and, beside each step of it, the other versions; nothing below it. */
  public List<Message> pathWithBranches(String id) {
    Set<String> path = new HashSet<>();
    path(id).forEach(message -> path.add(message.id()));
    if (path.isEmpty()) {
      return List.of();
    }
    return byId.values().stream()
        .filter(
            message ->
                path.contains(message.id())
                    || (path.contains(message.parentId()) && !message.parentId().equals(id)))
        .toList();
  }

  /** Everything at the level of a message and above, level by level; empty when it is not there. */
  public List<Message> upToLevel(String id) {
    if (!byId.containsKey(id)) {
      return List.of();
    }
    List<Message> result = new ArrayList<>();
    for (List<Message> level : levels()) {
      result.addAll(level);
      if (level.stream().anyMatch(message -> message.id().equals(id))) {
        break;
      }
    }
    return result;
  }

  /** The trees that begin at the level of a message; its messages become roots. */
  public MessageTree fromLevel(String id) {
    List<Message> kept = new ArrayList<>();
    boolean reached = false;
    for (List<Message> level : levels()) {
      if (reached) {
        kept.addAll(level);
      } else if (level.stream().anyMatch(message -> message.id().equals(id))) {
        reached = true;
        for (Message m : level) {
          kept.add(m.movedTo(m.id(), m.conversationId(), Message.ROOT, m.createdAt()));
        }
      }
    }
    return new MessageTree(kept);
  }

  /** Every message, parents before their children. */
  public List<Message> inOrder() {
    return levels().stream().flatMap(List::stream).toList();
  }

  private List<List<Message>> levels() {
    List<List<Message>> levels = new ArrayList<>();
    List<Message> level = children.getOrDefault(Message.ROOT, List.of());
    while (!level.isEmpty()) {
      levels.add(level);
      List<Message> next = new ArrayList<>();
      level.forEach(message -> next.addAll(children.getOrDefault(message.id(), List.of())));
      level = next;
    }
    return levels;
  }
}

package dev.klatch.transfer;

import dev.klatch.provider.Part;
import dev.klatch.transfer.ImportedMessage.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a tree of a file's messages, whatever their parents say: circles are cut, missing parents
 * are none, what is hidden is bridged, and children are later than their parents. Linear in time,
 * without recursion.
 */
final class MessageTree {
  private static final int NONE = -1;

  private final ImportedConversation conversation;
  private final List<ImportedMessage> messages;
  private final Instant now;
  private final int[] parents;

  private MessageTree(ImportedConversation conversation, Instant now) {
    this.conversation = conversation;
    this.messages = conversation.messages();
    this.now = now;
    this.parents = new int[messages.size()];
  }

  /**
   * A message in its place.
   *
   * @param parent number of its parent in the list, which comes before it, or -1
   */
  record Placed(ImportedMessage message, List<Part> parts, int parent, Instant createdAt) {}

  /** The tree, parents first. */
  static List<Placed> of(ImportedConversation conversation, Instant now) {
    MessageTree tree = new MessageTree(conversation, now);
    tree.findParents();
    tree.cutCircles();
    return tree.place();
  }

  private void findParents() {
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = 0; i < parents.length; i++) {
      String id = messages.get(i).id();
      if (id != null) {
        numbers.putIfAbsent(id, i);
      }
    }
    boolean any = false;
    for (int i = 0; i < parents.length; i++) {
      ImportedMessage message = messages.get(i);
      any |= message.enclosing() >= 0 || message.parentId() != null;
      Integer named = message.parentId() == null ? null : numbers.get(message.parentId());
      parents[i] = message.enclosing() >= 0 ? message.enclosing() : named == null ? NONE : named;
    }
    if (!any) {
      // A plain list: each message follows the one before it.
      for (int i = 0; i < parents.length; i++) {
        parents[i] = i - 1;
      }
    }
  }

  private void cutCircles() {
    int[] walk = new int[parents.length];
    for (int i = 0; i < parents.length; i++) {
      int at = i;
      while (at != NONE && walk[at] == 0) {
        walk[at] = i + 1;
        at = parents[at];
      }
      if (at != NONE && walk[at] == i + 1) {
        parents[at] = NONE;
      }
    }
  }

  private List<Placed> place() {
    int[] order = parentsFirst();
    int[] shownParent = new int[parents.length];
    int[] children = new int[parents.length];
    for (int i : order) {
      int parent = parents[i];
      shownParent[i] =
          parent == NONE ? NONE : messages.get(parent).isShown() ? parent : shownParent[parent];
      if (messages.get(i).isShown() && shownParent[i] != NONE) {
        children[shownParent[i]]++;
      }
    }
    int[] position = new int[parents.length];
    List<Draft> drafts = new ArrayList<>();
    for (int i : order) {
      ImportedMessage message = messages.get(i);
      if (!message.isShown()) {
        continue;
      }
      int parent = shownParent[i];
      if (parent != NONE && joins(message, messages.get(parent), children[parent])) {
        position[i] = position[parent];
        drafts.get(position[i]).join(message);
      } else {
        position[i] = drafts.size();
        drafts.add(new Draft(message, parent == NONE ? NONE : position[parent]));
      }
    }
    return times(drafts);
  }

  private boolean joins(ImportedMessage message, ImportedMessage parent, int siblings) {
    return conversation.joinsAnswers()
        && message.isFromModel()
        && parent.isFromModel()
        && siblings == 1;
  }

  /** Numbers so that each parent comes before its children, else in the order of the file. */
  private int[] parentsFirst() {
    int size = parents.length;
    int[] firstChild = new int[size];
    int[] nextSibling = new int[size];
    int[] lastChild = new int[size];
    Arrays.fill(firstChild, NONE);
    Arrays.fill(nextSibling, NONE);
    Arrays.fill(lastChild, NONE);
    int[] order = new int[size];
    int end = 0;
    for (int i = 0; i < size; i++) {
      int parent = parents[i];
      if (parent == NONE) {
        order[end++] = i;
      } else if (firstChild[parent] == NONE) {
        firstChild[parent] = i;
        lastChild[parent] = i;
      } else {
        nextSibling[lastChild[parent]] = i;
        lastChild[parent] = i;
      }
    }
    for (int at = 0; at < end; at++) {
      for (int child = firstChild[order[at]]; child != NONE; child = nextSibling[child]) {
        order[end++] = child;
      }
    }
    return Arrays.copyOf(order, end);
  }

  /** Lists are sorted by time: children must be later than parents, siblings than their elders. */
  private List<Placed> times(List<Draft> drafts) {
    List<Placed> placed = new ArrayList<>(drafts.size());
    Map<Integer, Instant> newest = new HashMap<>();
    Instant start = conversation.createdAt() == null ? now : conversation.createdAt();
    for (Draft draft : drafts) {
      Instant parentTime = draft.parent == NONE ? null : placed.get(draft.parent).createdAt();
      Instant wanted = draft.message.createdAt();
      Instant time = wanted == null ? (parentTime == null ? start : parentTime) : wanted;
      if (time.isAfter(now)) {
        time = now;
      }
      if (parentTime != null && !time.isAfter(parentTime)) {
        time = parentTime.plusMillis(1);
      }
      Instant elder = newest.get(draft.parent);
      if (elder != null && time.equals(elder)) {
        time = elder.plusMillis(1);
      }
      newest.put(draft.parent, time);
      placed.add(new Placed(draft.message, draft.parts(), draft.parent, time));
    }
    return placed;
  }

  private static final class Draft {
    private final ImportedMessage message;
    private final int parent;
    private @Nullable List<Part> joined;

    Draft(ImportedMessage message, int parent) {
      this.message = message;
      this.parent = parent;
    }

    void join(ImportedMessage next) {
      List<Part> parts = joined == null ? new ArrayList<>(message.parts()) : joined;
      joined = parts;
      if (next.kind() == Kind.TOOL && next.parts().getFirst() instanceof Part.ToolCall call) {
        ToolOutputs.attach(parts, call.output() == null ? "" : call.output(), call.name());
      } else {
        parts.addAll(next.parts());
      }
    }

    List<Part> parts() {
      return joined == null ? message.parts() : joined;
    }
  }
}

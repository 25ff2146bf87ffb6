package dev.klatch.search;

import dev.klatch.conversation.ConversationScan;
import dev.klatch.search.SearchStore.Change;
import dev.klatch.sql.DatabaseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.apache.lucene.store.LockObtainFailedException;
import org.jspecify.annotations.Nullable;

/**
 * Lets the index follow the database, on one thread. A change is forgotten only after the index has
 * it on disk, so a kill at any moment loses nothing. An index that is missing, damaged, of another
 * kind or not of this database is made again.
 */
final class Indexer implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Indexer.class.getName());
  private static final Duration REST = Duration.ofSeconds(2);
  private static final Duration REST_AFTER_FAILURE = Duration.ofSeconds(10);
  private static final int BATCH = 2_000;
  private static final int PAGE = 200;
  private static final String INDEX_ID = "index";
  private static final String APPLIED = "applied";
  private static final String ANALYZER = "analyzer";

  private final SearchStore store;
  private final ConversationScan conversations;
  private final Path folder;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition wanted = lock.newCondition();
  private final Condition reached = lock.newCondition();
  private final Thread thread;

  private long asked;
  private long answered;
  private boolean closed;
  private volatile @Nullable SearchIndex index;
  private volatile boolean damaged;
  private volatile @Nullable Progress rebuilding;

  /**
   * @param folder holds the index and nothing else
   */
  Indexer(SearchStore store, ConversationScan conversations, Path folder, Clock clock) {
    this.store = store;
    this.conversations = conversations;
    this.folder = folder;
    this.clock = clock;
    this.thread = Thread.ofPlatform().name("search-indexer").daemon().unstarted(this::run);
  }

  /** How far the making of the index is, in conversations. */
  record Progress(long done, long total) {}

  void start() {
    thread.start();
  }

  /** How far a rebuild is, or null when the index is whole. */
  @Nullable Progress rebuilding() {
    return rebuilding;
  }

  /**
   * The index with everything that was saved before this call, unless that takes longer than a
   * time; null when it is not open yet.
   */
  @Nullable SearchIndex caughtUp(Duration patience) {
    lock.lock();
    try {
      long ticket = ++asked;
      wanted.signal();
      long nanos = patience.toNanos();
      while (answered < ticket && nanos > 0 && !closed && rebuilding == null) {
        nanos = reached.awaitNanos(nanos);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
    return index;
  }

  private void run() {
    while (true) {
      long ticket;
      lock.lock();
      try {
        ticket = asked;
      } finally {
        lock.unlock();
      }
      boolean done = follow(ticket > 0);
      lock.lock();
      try {
        answered = ticket;
        reached.signalAll();
        if (!closed && (asked == ticket || !done)) {
          boolean _ =
              wanted.await((done ? REST : REST_AFTER_FAILURE).toMillis(), TimeUnit.MILLISECONDS);
        }
        if (closed) {
          return;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } finally {
        lock.unlock();
      }
    }
  }

  /**
   * Brings the index up to date.
   *
   * @param searched whether anybody has searched yet; until then nothing is opened without need
   * @return false when it failed and is to be tried again
   */
  private boolean follow(boolean searched) {
    try {
      SearchStore.State state = store.state();
      List<Change> changes = store.changes(BATCH);
      SearchIndex open = index;
      if (open != null && damaged) {
        throw new IOException("a search found it damaged");
      }
      if (open == null) {
        if (!searched && changes.isEmpty() && (!state.indexId().isEmpty() || isNothingThere())) {
          return true;
        }
        open = open(state);
      }
      if (store.state().indexId().isEmpty()) {
        rebuild(open);
        changes = store.changes(BATCH);
      }
      while (!changes.isEmpty() && !isClosed()) {
        apply(open, changes);
        changes = store.changes(BATCH);
      }
      return true;
    } catch (DatabaseException e) {
      LOG.log(isClosed() ? Level.DEBUG : Level.WARNING, "search: {0}", e.getMessage());
      return false;
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.WARNING, "the search index failed and is made again: " + e.getMessage(), e);
      discard();
      return false;
    }
  }

  /** Whether there is nothing to search, so that no index is needed. */
  private boolean isNothingThere() {
    return conversations.titlesAfter("", 1).isEmpty();
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Opens the index; one that does not fit this database is emptied and marked to be made again.
   */
  private SearchIndex open(SearchStore.State state) throws IOException {
    SearchIndex opened;
    try {
      opened = openUsable(folder, clock);
    } catch (LockObtainFailedException e) {
      throw new IOException("another process uses " + folder + ": stop it", e);
    }
    if (!fits(opened, state)) {
      store.setIndex("");
    }
    index = opened;
    return opened;
  }

  /**
   * The index of a folder; a damaged one is thrown away.
   *
   * @throws LockObtainFailedException when another process uses it
   */
  static SearchIndex openUsable(Path folder, Clock clock) throws IOException {
    try {
      return SearchIndex.open(folder, clock);
    } catch (LockObtainFailedException e) {
      throw e;
    } catch (IOException | IllegalArgumentException e) {
      LOG.log(Level.WARNING, "the search index is damaged and is made again: {0}", e.getMessage());
      IndexFolder.empty(folder);
      return SearchIndex.open(folder, clock);
    }
  }

  private boolean fits(SearchIndex opened, SearchStore.State state) {
    Map<String, String> marks = opened.marks();
    if (state.indexId().isEmpty()
        || !state.indexId().equals(marks.get(INDEX_ID))
        || !String.valueOf(SearchAnalyzer.VERSION).equals(marks.get(ANALYZER))) {
      return false;
    }
    long applied = Long.parseLong(marks.getOrDefault(APPLIED, "0"));
    // Equal; or killed between the two commits: then the change is still noted. Anything else is a
    // database or an index from a backup.
    return applied == state.applied() || (applied > state.applied() && store.hasChange(applied));
  }

  /** Makes the index anew from what is in the database. */
  void rebuild(SearchIndex target) throws IOException {
    long total = conversations.count();
    rebuilding = new Progress(0, total);
    index = target;
    try {
      LOG.log(Level.INFO, "making the search index of {0} conversations", total);
      target.removeAll();
      String after = "";
      long done = 0;
      while (!isClosed()) {
        List<ConversationScan.Title> page = conversations.titlesAfter(after, PAGE);
        if (page.isEmpty()) {
          finish(target, done);
          return;
        }
        for (ConversationScan.Title title : page) {
          putTree(target, title);
          rebuilding = new Progress(++done, Math.max(done, total));
        }
        after = page.getLast().conversationId();
        target.refresh();
      }
    } finally {
      rebuilding = null;
    }
  }

  private void finish(SearchIndex target, long conversations) throws IOException {
    String id = UUID.randomUUID().toString();
    long applied = store.state().applied();
    target.commit(marks(id, applied));
    target.refresh();
    store.setIndex(id);
    LOG.log(
        Level.INFO,
        "search index made: {0} conversations, {1} titles and messages",
        conversations,
        target.documents());
  }

  private static Map<String, String> marks(String indexId, long applied) {
    Map<String, String> marks = new HashMap<>();
    marks.put(INDEX_ID, indexId);
    marks.put(APPLIED, String.valueOf(applied));
    marks.put(ANALYZER, String.valueOf(SearchAnalyzer.VERSION));
    return marks;
  }

  private void putTree(SearchIndex target, ConversationScan.Title title) throws IOException {
    putTitle(target, title);
    try {
      conversations.messagesOf(
          title.conversationId(),
          PAGE,
          words -> {
            try {
              put(target, words);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static void putTitle(SearchIndex target, ConversationScan.Title title)
      throws IOException {
    target.putTitle(title.userId(), title.conversationId(), title.title(), title.createdAt());
  }

  private static void put(SearchIndex target, ConversationScan.Words words) throws IOException {
    target.putMessage(
        words.userId(), words.conversationId(), words.messageId(), words.text(), words.createdAt());
  }

  /** Reads anew what changed and puts it; what is no longer there is removed. */
  private void apply(SearchIndex target, List<Change> changes) throws IOException {
    Set<String> trees = new LinkedHashSet<>();
    Set<String> titles = new LinkedHashSet<>();
    Set<String> messages = new LinkedHashSet<>();
    long last = store.state().applied();
    for (Change change : changes) {
      last = Math.max(last, change.seq());
      switch (change.messageId()) {
        case Change.TREE -> trees.add(change.conversationId());
        case Change.TITLE -> titles.add(change.conversationId());
        default -> messages.add(change.messageId());
      }
    }
    titles.removeAll(trees);
    for (String id : messages) {
      target.removeMessage(id);
    }
    for (ConversationScan.Words words : conversations.messages(messages)) {
      put(target, words);
    }
    for (String id : titles) {
      conversations.title(id).ifPresent(unchecked(title -> putTitle(target, title)));
    }
    for (String id : trees) {
      target.removeConversation(id);
      conversations.title(id).ifPresent(unchecked(title -> putTree(target, title)));
    }
    String indexId = store.state().indexId();
    target.commit(marks(indexId, last));
    target.refresh();
    store.applied(new ArrayList<>(changes), last);
  }

  private interface Put<T> {
    void accept(T value) throws IOException;
  }

  private static <T> Consumer<T> unchecked(Put<T> put) {
    return value -> {
      try {
        put.accept(value);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  /** Says that a search failed: the index is made again. */
  void reportDamage() {
    damaged = true;
  }

  private void discard() {
    SearchIndex broken = index;
    index = null;
    damaged = false;
    try {
      if (broken != null) {
        broken.abandon();
        store.setIndex("");
      }
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.DEBUG, "closing a broken index: {0}", e.getMessage());
    }
  }

  /** Finishes the batch under way and closes the index; what is left is done at the next start. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      wanted.signalAll();
      reached.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      thread.join(Duration.ofSeconds(10));
      SearchIndex open = index;
      index = null;
      if (open != null) {
        open.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "closing the search index: {0}", e.getMessage());
    }
  }
}

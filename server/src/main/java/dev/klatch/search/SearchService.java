package dev.klatch.search;

import dev.klatch.conversation.Conversation;
import dev.klatch.conversation.ConversationScan;
import dev.klatch.conversation.ConversationStore;
import dev.klatch.conversation.Message;
import dev.klatch.conversation.MessageStore;
import dev.klatch.conversation.MessageText;
import dev.klatch.http.AppException;
import dev.klatch.sql.Database;
import java.io.IOException;
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
import org.apache.lucene.store.AlreadyClosedException;
import org.jspecify.annotations.Nullable;

/** Searches what a person wrote and received. */
public final class SearchService implements AutoCloseable {
  private static final Logger LOG = System.getLogger(SearchService.class.getName());

  /** How long a search waits for what was saved just before it. */
  private static final Duration PATIENCE = Duration.ofMillis(800);

  private static final int MAX_HITS = 1_000;
  private static final int MAX_PAGE = 100;

  private final ConversationStore conversations;
  private final MessageStore messages;
  private final SearchStore store;
  private final Indexer indexer;

  /**
   * @param folder of the index; made when it is not there
   */
  public SearchService(
      Database database,
      ConversationStore conversations,
      MessageStore messages,
      Path folder,
      Clock clock) {
    this.conversations = conversations;
    this.messages = messages;
    this.store = new SearchStore(database);
    this.indexer = new Indexer(store, new ConversationScan(database), folder, clock);
  }

  /**
   * A hit with what it is about.
   *
   * @param message null when the conversation's title matches
   * @param fragments pieces of the message; for a title the title
   */
  public record Found(
      Conversation conversation, @Nullable Message message, List<Fragment> fragments) {
    public Found {
      fragments = List.copyOf(fragments);
    }
  }

  /**
   * A page of hits, best first.
   *
   * @param total how many there are; at a thousand and above at least so many
   * @param next offset of the next page, or null at the end
   * @param building how much of the index is made, 0 to 1; null when it is whole
   */
  public record Page(
      List<Found> hits, long total, @Nullable Integer next, @Nullable Double building) {
    public Page {
      hits = List.copyOf(hits);
    }
  }

  /** Begins to follow the database. */
  public void start() {
    indexer.start();
  }

  /** Asks for a new index, whatever state the old one is in; it is made in the background. */
  public void rebuild() {
    store.setIndex("");
    SearchIndex _ = indexer.caughtUp(Duration.ZERO);
  }

  /**
   * Searches.
   *
   * @throws AppException 503 when the index is not open yet
   */
  public Page search(SearchRequest asked) {
    SearchTerms terms = SearchTerms.parse(asked.text());
    if (terms.isEmpty() || asked.offset() >= MAX_HITS) {
      return new Page(List.of(), 0, null, building());
    }
    SearchRequest request = bounded(asked, placesOf(asked));
    if (request.conversationIds() != null && request.conversationIds().isEmpty()) {
      return new Page(List.of(), 0, null, building());
    }
    SearchIndex.Hits hits = hits(request, terms);
    int end = request.offset() + hits.hits().size();
    boolean more = hits.hits().size() == request.limit() && end < MAX_HITS && hits.total() > end;
    return new Page(
        read(request.userId(), hits, terms), hits.total(), more ? end : null, building());
  }

  /** Ids of the person's conversations whose title or messages match, best first; at most 500. */
  public List<String> conversationIds(String userId, String text) {
    SearchTerms terms = SearchTerms.parse(text);
    if (terms.isEmpty()) {
      return List.of();
    }
    Set<String> ids = new LinkedHashSet<>();
    hits(SearchRequest.of(userId, text, MAX_HITS), terms)
        .hits()
        .forEach(hit -> ids.add(hit.conversationId()));
    return ids.stream().limit(MAX_HITS / 2).toList();
  }

  /** Where to look: the conversations asked for that have one of the bookmarks; null: anywhere. */
  private @Nullable List<String> placesOf(SearchRequest asked) {
    List<String> named = asked.conversationIds();
    if (asked.tags().isEmpty()) {
      return named;
    }
    Set<String> tagged = store.tagged(asked.userId(), asked.tags());
    return named == null ? List.copyOf(tagged) : named.stream().filter(tagged::contains).toList();
  }

  private static SearchRequest bounded(SearchRequest asked, @Nullable List<String> places) {
    int offset = Math.max(0, asked.offset());
    int limit = Math.min(Math.clamp(asked.limit(), 1, MAX_PAGE), MAX_HITS - offset);
    return new SearchRequest(
        asked.userId(),
        asked.text(),
        asked.from(),
        asked.to(),
        places,
        asked.tags(),
        asked.messagesOnly(),
        offset,
        limit);
  }

  private @Nullable Double building() {
    Indexer.Progress progress = indexer.rebuilding();
    return progress == null ? null : (double) progress.done() / Math.max(1, progress.total());
  }

  private SearchIndex.Hits hits(SearchRequest request, SearchTerms terms) {
    SearchIndex index = indexer.caughtUp(PATIENCE);
    if (index == null) {
      throw notReady(null);
    }
    try {
      return index.search(request, terms);
    } catch (AlreadyClosedException e) {
      throw notReady(e);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "a search failed: {0}", e.getMessage());
      indexer.reportDamage();
      throw notReady(e);
    }
  }

  private static AppException notReady(@Nullable Exception cause) {
    return new AppException(
            503,
            "SEARCH_NOT_READY",
            "The search index is being opened or made anew. Try again in a moment.",
            cause)
        .retryAfter(2);
  }

  /** Reads from the database what the hits are about; what is no longer the person's falls out. */
  private List<Found> read(String userId, SearchIndex.Hits hits, SearchTerms terms) {
    Set<String> conversationIds = new LinkedHashSet<>();
    List<String> messageIds = new ArrayList<>();
    for (SearchIndex.Hit hit : hits.hits()) {
      conversationIds.add(hit.conversationId());
      if (hit.messageId() != null) {
        messageIds.add(hit.messageId());
      }
    }
    Map<String, Conversation> owned = new HashMap<>();
    conversations.findAll(userId, conversationIds).forEach(c -> owned.put(c.id(), c));
    Map<String, Message> found = new HashMap<>();
    messages.findOwned(userId, messageIds).forEach(m -> found.put(m.id(), m));
    Highlighter highlighter = new Highlighter(terms);
    List<Found> rows = new ArrayList<>();
    for (SearchIndex.Hit hit : hits.hits()) {
      Conversation conversation = owned.get(hit.conversationId());
      Message message = hit.messageId() == null ? null : found.get(hit.messageId());
      if (conversation == null || (hit.messageId() != null && message == null)) {
        continue;
      }
      rows.add(
          new Found(
              conversation,
              message,
              message == null
                  ? List.of(highlighter.whole(conversation.title()))
                  : highlighter.fragments(MessageText.of(message))));
    }
    return rows;
  }

  @Override
  public void close() {
    indexer.close();
  }
}

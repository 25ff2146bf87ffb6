package dev.klatch.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;

/**
 * The index on disk: one document for each title and message, with its words but not its text. One
 * thread changes it, any number search it.
 */
final class SearchIndex implements AutoCloseable {
  static final String USER = "user";
  static final String CONVERSATION = "conversation";
  static final String KIND = "kind";
  static final String CREATED = "created";
  static final String TEXT = "text";
  static final String TITLE_KIND = "title";

  private static final String MESSAGE_KIND = "message";
  private static final String KEY = "key";
  private static final String MESSAGE = "message";
  private static final double BUFFER_MEGABYTES = 16;

  private final FSDirectory directory;
  private final IndexWriter writer;
  private final SearcherManager searchers;
  private final Clock clock;

  private SearchIndex(FSDirectory directory, IndexWriter writer, Clock clock) throws IOException {
    this.directory = directory;
    this.writer = writer;
    this.searchers = new SearcherManager(writer, new SearcherFactory());
    this.clock = clock;
  }

  /**
   * Opens the index of a folder, an empty one when there is none.
   *
   * @throws IOException when it is damaged or used by another process
   */
  static SearchIndex open(Path folder, Clock clock) throws IOException {
    Files.createDirectories(folder);
    FSDirectory directory = FSDirectory.open(folder);
    try {
      ConcurrentMergeScheduler merges = new ConcurrentMergeScheduler();
      merges.setMaxMergesAndThreads(2, 1);
      IndexWriterConfig config =
          new IndexWriterConfig(SearchAnalyzer.INDEX)
              .setRAMBufferSizeMB(BUFFER_MEGABYTES)
              .setMergeScheduler(merges);
      return new SearchIndex(directory, new IndexWriter(directory, config), clock);
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  /** A hit: the id of a message, or null for the title of the conversation. */
  record Hit(String conversationId, @Nullable String messageId) {}

  /**
   * Hits in the order of merit.
   *
   * @param total how many there are; beyond a thousand at least so many
   */
  record Hits(List<Hit> hits, long total) {}

  /** What the last commit was marked with; empty for a new index. */
  Map<String, String> marks() {
    Map<String, String> marks = new HashMap<>();
    Iterable<Map.Entry<String, String>> data = writer.getLiveCommitData();
    if (data != null) {
      data.forEach(entry -> marks.put(entry.getKey(), entry.getValue()));
    }
    return marks;
  }

  void putTitle(String userId, String conversationId, String title, long created)
      throws IOException {
    Document document = document(userId, conversationId, TITLE_KIND, created, title);
    put(TITLE_KIND + ":" + conversationId, document);
  }

  void putMessage(String userId, String conversationId, String messageId, String text, long created)
      throws IOException {
    Document document = document(userId, conversationId, MESSAGE_KIND, created, text);
    document.add(new StoredField(MESSAGE, messageId));
    put(MESSAGE_KIND + ":" + messageId, document);
  }

  private void put(String key, Document document) throws IOException {
    document.add(new StringField(KEY, key, Field.Store.NO));
    writer.updateDocument(new Term(KEY, key), document);
  }

  private static Document document(
      String userId, String conversationId, String kind, long created, String text) {
    Document document = new Document();
    document.add(new StringField(USER, userId, Field.Store.NO));
    document.add(new StringField(CONVERSATION, conversationId, Field.Store.YES));
    document.add(new StringField(KIND, kind, Field.Store.NO));
    document.add(new LongField(CREATED, created, Field.Store.NO));
    document.add(new TextField(TEXT, text, Field.Store.NO));
    return document;
  }

  void removeMessage(String messageId) throws IOException {
    writer.deleteDocuments(new Term(KEY, MESSAGE_KIND + ":" + messageId));
  }

  void removeConversation(String conversationId) throws IOException {
    writer.deleteDocuments(new Term(CONVERSATION, conversationId));
  }

  void removeAll() throws IOException {
    writer.deleteAll();
  }

  /** Makes what was put survive a kill of the process, with marks to be read at the next start. */
  void commit(Map<String, String> marks) throws IOException {
    writer.setLiveCommitData(marks.entrySet());
    writer.commit();
  }

  /** Makes what was put and removed visible to searches. */
  void refresh() throws IOException {
    searchers.maybeRefreshBlocking();
  }

  Hits search(SearchRequest request, SearchTerms terms) throws IOException {
    IndexSearcher searcher = searchers.acquire();
    try {
      int wanted = request.offset() + request.limit();
      TopDocs top = searcher.search(Queries.of(request, terms, clock.instant()), wanted);
      List<Hit> hits = new ArrayList<>();
      for (int i = request.offset(); i < top.scoreDocs.length; i++) {
        ScoreDoc hit = top.scoreDocs[i];
        Document document = searcher.storedFields().document(hit.doc);
        hits.add(new Hit(document.get(CONVERSATION), document.get(MESSAGE)));
      }
      return new Hits(hits, top.totalHits.value());
    } finally {
      searchers.release(searcher);
    }
  }

  int documents() {
    return writer.getDocStats().numDocs;
  }

  @Override
  public void close() throws IOException {
    searchers.close();
    writer.close();
    directory.close();
  }

  /** Closes without keeping what was not committed. */
  void abandon() throws IOException {
    searchers.close();
    writer.rollback();
    directory.close();
  }
}

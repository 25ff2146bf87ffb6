package dev.klatch.search;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/** Makes index queries of what a person searches for. The owner is part of every one. */
final class Queries {
  private static final float EXACT = 4f;
  private static final float PREFIX = 1.5f;
  private static final float NEARLY = 0.5f;
  private static final float TITLE = 2f;
  private static final float RECENCY = 1.5f;
  private static final long RECENT_MILLIS = 30L * 24 * 3_600 * 1_000;
  private static final int MAX_EXPANSIONS = 50;

  /** Share of a run's pairs that must be there when the run as a whole is not. */
  private static final double MOST = 0.6;

  private Queries() {}

  /**
   * @param now makes newer messages come before equally good older ones
   */
  static Query of(SearchRequest request, SearchTerms terms, Instant now) {
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    all.add(new TermQuery(new Term(SearchIndex.USER, request.userId())), Occur.FILTER);
    if (request.from() != null || request.to() != null) {
      long from = request.from() == null ? Long.MIN_VALUE : request.from().toEpochMilli();
      long to = request.to() == null ? Long.MAX_VALUE : request.to().toEpochMilli();
      all.add(LongPoint.newRangeQuery(SearchIndex.CREATED, from, to), Occur.FILTER);
    }
    if (request.conversationIds() != null) {
      List<BytesRef> ids = request.conversationIds().stream().map(BytesRef::new).toList();
      all.add(new TermInSetQuery(SearchIndex.CONVERSATION, ids), Occur.FILTER);
    }
    if (request.messagesOnly()) {
      all.add(new TermQuery(new Term(SearchIndex.KIND, SearchIndex.TITLE_KIND)), Occur.MUST_NOT);
    }
    for (SearchTerms.Term term : terms.terms()) {
      all.add(of(term), Occur.MUST);
    }
    all.add(
        new BoostQuery(new TermQuery(new Term(SearchIndex.KIND, SearchIndex.TITLE_KIND)), TITLE),
        Occur.SHOULD);
    all.add(
        LongField.newDistanceFeatureQuery(
            SearchIndex.CREATED, RECENCY, now.toEpochMilli(), RECENT_MILLIS),
        Occur.SHOULD);
    return all.build();
  }

  private static Query of(SearchTerms.Term term) {
    return switch (term) {
      case SearchTerms.Term.Word word -> word(word);
      case SearchTerms.Term.Phrase phrase -> phrase(phrase.tokens());
      case SearchTerms.Term.Run run -> run(run.pairs());
    };
  }

  private static Query word(SearchTerms.Term.Word word) {
    Term term = new Term(SearchIndex.TEXT, word.text());
    List<Query> ways = new ArrayList<>();
    ways.add(new BoostQuery(new TermQuery(term), EXACT));
    if (word.text().length() > 1) {
      ways.add(new BoostQuery(new PrefixQuery(term), PREFIX));
    }
    if (word.edits() > 0) {
      ways.add(new BoostQuery(new FuzzyQuery(term, word.edits(), 1, MAX_EXPANSIONS, true), NEARLY));
    }
    return new DisjunctionMaxQuery(ways, 0.1f);
  }

  private static Query phrase(List<String> tokens) {
    if (tokens.size() == 1) {
      return new BoostQuery(new TermQuery(new Term(SearchIndex.TEXT, tokens.getFirst())), EXACT);
    }
    PhraseQuery.Builder phrase = new PhraseQuery.Builder();
    tokens.forEach(token -> phrase.add(new Term(SearchIndex.TEXT, token)));
    return new BoostQuery(phrase.build(), EXACT);
  }

  private static Query run(List<String> pairs) {
    Query whole = phrase(pairs);
    if (pairs.size() < 3) {
      return whole;
    }
    BooleanQuery.Builder most = new BooleanQuery.Builder();
    pairs.forEach(pair -> most.add(new TermQuery(new Term(SearchIndex.TEXT, pair)), Occur.SHOULD));
    most.setMinimumNumberShouldMatch((int) Math.ceil(pairs.size() * MOST));
    return new DisjunctionMaxQuery(List.of(whole, new BoostQuery(most.build(), NEARLY)), 0.1f);
  }
}

package dev.klatch.search;

import dev.klatch.search.Fragment.Mark;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds in a text what a search meant, and cuts out the pieces that show it. */
final class Highlighter {
  private static final int MAX_CHARS = 200_000;
  private static final int WIDTH = 180;
  private static final int LEAD = 50;
  private static final int MAX_FRAGMENTS = 2;

  /** How far a cut may move to fall between words. */
  private static final int WORD = 20;

  private final SearchTerms terms;

  Highlighter(SearchTerms terms) {
    this.terms = terms;
  }

  /** The whole text with its marks, for titles. */
  Fragment whole(String text) {
    return new Fragment(text, merge(find(text)), false, false);
  }

  /** At most two pieces with the most of what was found; the beginning when nothing was. */
  List<Fragment> fragments(String text) {
    String searched = text.length() > MAX_CHARS ? text.substring(0, MAX_CHARS) : text;
    List<Found> found = find(searched);
    if (found.isEmpty()) {
      return text.isBlank() ? List.of() : List.of(cut(text, 0, found));
    }
    List<Integer> starts = new ArrayList<>();
    Set<Integer> shown = new HashSet<>();
    List<Found> left = new ArrayList<>(found);
    while (starts.size() < MAX_FRAGMENTS && !left.isEmpty()) {
      Found best = left.getFirst();
      int bestScore = -1;
      for (Found candidate : left) {
        int score = score(found, candidate.start(), shown);
        if (score > bestScore) {
          best = candidate;
          bestScore = score;
        }
      }
      if (!starts.isEmpty() && bestScore == 0) {
        break;
      }
      int start = best.start();
      starts.add(Math.max(0, start - LEAD));
      found.stream()
          .filter(f -> f.start() >= start && f.end() <= start + WIDTH - LEAD)
          .forEach(f -> shown.add(f.term()));
      left.removeIf(f -> f.end() > start - LEAD - WIDTH && f.start() < start + WIDTH);
    }
    starts.sort(Comparator.naturalOrder());
    return starts.stream().map(start -> cut(text, start, found)).toList();
  }

  /** How many terms a piece that begins at a hit would show that are not shown yet. */
  private static int score(List<Found> found, int start, Set<Integer> shown) {
    Set<Integer> fresh = new HashSet<>();
    for (Found f : found) {
      if (f.start() >= start && f.end() <= start + WIDTH - LEAD && !shown.contains(f.term())) {
        fresh.add(f.term());
      }
    }
    return fresh.size();
  }

  private static Fragment cut(String text, int wanted, List<Found> found) {
    int start = wanted == 0 ? 0 : wordStart(text, wanted);
    int end = Math.min(text.length(), start + WIDTH);
    for (Found f : found) {
      if (f.start() < end && f.end() > end) {
        end = f.end();
      }
    }
    end = end == text.length() ? end : wordEnd(text, end);
    int from = start;
    int to = end;
    List<Found> inside = found.stream().filter(f -> f.start() >= from && f.end() <= to).toList();
    List<Mark> marks =
        merge(inside).stream().map(m -> new Mark(m.start() - from, m.end() - from)).toList();
    return new Fragment(text.substring(from, to), marks, from > 0, to < text.length());
  }

  private static int wordStart(String text, int at) {
    for (int i = at; i < Math.min(text.length(), at + WORD); i++) {
      if (Character.isWhitespace(text.charAt(i))) {
        return i + 1;
      }
    }
    return Character.isLowSurrogate(text.charAt(at)) ? at + 1 : at;
  }

  private static int wordEnd(String text, int at) {
    for (int i = at; i > at - WORD && i > 0; i--) {
      if (Character.isWhitespace(text.charAt(i))) {
        return i;
      }
    }
    return Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
  }

  /**
   * @param term number of the term in the search
   */
  private record Found(int start, int end, int term) {}

  private List<Found> find(String text) {
    List<Token> tokens = Token.of(SearchAnalyzer.INDEX, text);
    List<Found> found = new ArrayList<>();
    for (int i = 0; i < terms.terms().size(); i++) {
      switch (terms.terms().get(i)) {
        case SearchTerms.Term.Word word -> findWord(tokens, word, i, found);
        case SearchTerms.Term.Phrase phrase -> findPhrase(tokens, phrase.tokens(), i, found);
        case SearchTerms.Term.Run run -> findRun(tokens, run.pairs(), i, found);
      }
    }
    found.sort(Comparator.comparingInt(Found::start));
    return found;
  }

  /** The word or what begins with it; only where there is none, what is nearly it. */
  private static void findWord(
      List<Token> tokens, SearchTerms.Term.Word word, int term, List<Found> found) {
    int before = found.size();
    for (Token token : tokens) {
      boolean begins = word.text().length() > 1 && token.term().startsWith(word.text());
      if (begins || token.term().equals(word.text())) {
        found.add(new Found(token.start(), token.end(), term));
      }
    }
    if (found.size() > before || word.edits() == 0) {
      return;
    }
    Set<String> near = new HashSet<>();
    Set<String> far = new HashSet<>();
    for (Token token : tokens) {
      String text = token.term();
      if (far.contains(text)) {
        continue;
      }
      if (near.contains(text) || EditDistance.within(word.text(), text, word.edits())) {
        near.add(text);
        found.add(new Found(token.start(), token.end(), term));
      } else {
        far.add(text);
      }
    }
  }

  /** Words in a row; single characters and pairs at the same place are taken for each other. */
  private static void findPhrase(
      List<Token> tokens, List<String> phrase, int term, List<Found> found) {
    TreeMap<Integer, List<Token>> byStart = new TreeMap<>();
    tokens.forEach(t -> byStart.computeIfAbsent(t.start(), k -> new ArrayList<>()).add(t));
    for (Token first : tokens) {
      if (!first.term().equals(phrase.getFirst())) {
        continue;
      }
      int end = first.end();
      int start = first.start();
      int matched = 1;
      while (matched < phrase.size()) {
        var next = byStart.higherEntry(start);
        Token match = next == null ? null : named(next.getValue(), phrase.get(matched));
        if (match == null) {
          break;
        }
        start = match.start();
        end = match.end();
        matched++;
      }
      if (matched == phrase.size()) {
        found.add(new Found(first.start(), end, term));
      }
    }
  }

  private static @Nullable Token named(Collection<Token> tokens, String term) {
    for (Token token : tokens) {
      if (token.term().equals(term)) {
        return token;
      }
    }
    return null;
  }

  private static void findRun(List<Token> tokens, List<String> pairs, int term, List<Found> found) {
    int before = found.size();
    findPhrase(tokens, pairs, term, found);
    if (found.size() == before) {
      Set<String> any = Set.copyOf(pairs);
      tokens.stream()
          .filter(token -> any.contains(token.term()))
          .forEach(token -> found.add(new Found(token.start(), token.end(), term)));
    }
  }

  /** What overlaps or touches becomes one mark. */
  private static List<Mark> merge(List<Found> found) {
    List<Mark> marks = new ArrayList<>();
    for (Found f : found) {
      Mark last = marks.isEmpty() ? null : marks.getLast();
      if (last != null && f.start() <= last.end()) {
        marks.set(marks.size() - 1, new Mark(last.start(), Math.max(last.end(), f.end())));
      } else {
        marks.add(new Mark(f.start(), f.end()));
      }
    }
    return marks;
  }
}

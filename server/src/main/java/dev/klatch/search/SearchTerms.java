package dev.klatch.search;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a person searches for: words, runs of characters without spaces, and phrases in quotation
 * marks. All of them must be found.
 */
record SearchTerms(List<Term> terms) {
  private static final int MAX_CHARS = 500;
  private static final int MAX_TERMS = 16;
  private static final Pattern QUOTED = Pattern.compile("[\"“”„«]([^\"“”„»]+)[\"“”»]");

  SearchTerms {
    terms = List.copyOf(terms);
  }

  /** One thing to be found. */
  sealed interface Term {
    /** A word: the same, the beginning of it, or nearly it. */
    record Word(String text) implements Term {
      /** How many typing errors are forgiven: none in short words, which would match anything. */
      int edits() {
        int length = text.codePointCount(0, text.length());
        return length < 4 ? 0 : length < 8 ? 1 : 2;
      }
    }

    /** Tokens that follow each other exactly. */
    record Phrase(List<String> tokens) implements Term {
      public Phrase {
        tokens = List.copyOf(tokens);
      }
    }

    /** Pairs of characters of a run without spaces; most of them must be there. */
    record Run(List<String> pairs) implements Term {
      public Run {
        pairs = List.copyOf(pairs);
      }
    }
  }

  /** Reads what was typed; beyond 500 characters and 16 terms the rest is left out. */
  static SearchTerms parse(String typed) {
    String text = typed.length() > MAX_CHARS ? typed.substring(0, MAX_CHARS) : typed;
    List<Term> terms = new ArrayList<>();
    StringBuilder rest = new StringBuilder();
    Matcher quoted = QUOTED.matcher(text);
    while (quoted.find()) {
      quoted.appendReplacement(rest, " ");
      List<String> phrase =
          Token.of(SearchAnalyzer.QUERY, quoted.group(1)).stream().map(Token::term).toList();
      if (!phrase.isEmpty()) {
        terms.add(new Term.Phrase(phrase));
      }
    }
    quoted.appendTail(rest);
    addWords(Token.of(SearchAnalyzer.QUERY, rest.toString()), terms);
    return new SearchTerms(terms.subList(0, Math.min(terms.size(), MAX_TERMS)));
  }

  private static void addWords(List<Token> tokens, List<Term> terms) {
    int at = 0;
    while (at < tokens.size()) {
      Token token = tokens.get(at);
      if (!token.pair()) {
        terms.add(new Term.Word(token.term()));
        at++;
        continue;
      }
      List<String> pairs = new ArrayList<>();
      int end = at;
      // Pairs of one run overlap by a character.
      while (end < tokens.size()
          && tokens.get(end).pair()
          && (end == at || tokens.get(end).start() < tokens.get(end - 1).end())) {
        pairs.add(tokens.get(end).term());
        end++;
      }
      terms.add(new Term.Run(pairs));
      at = end;
    }
  }

  boolean isEmpty() {
    return terms.isEmpty();
  }
}

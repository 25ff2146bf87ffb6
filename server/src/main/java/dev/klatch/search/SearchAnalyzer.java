package dev.klatch.search;

import java.io.IOException;
import java.text.Normalizer;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.util.ElisionFilter;

/**
 * Words in any script, without regard to case, accents, width and elided articles. Chinese,
 * Japanese and Korean are cut into pairs of characters, for the index into single ones too.
 */
final class SearchAnalyzer extends Analyzer {
  /** Changes whenever texts are cut differently: an index made another way is made again. */
  static final int VERSION = 1;

  /** Type of a pair of characters. */
  static final String PAIR = CJKBigramFilter.DOUBLE_TYPE;

  /** Cuts texts as the index has them. */
  static final SearchAnalyzer INDEX = new SearchAnalyzer(true);

  /** Cuts what is searched for: single characters only where they stand alone. */
  static final SearchAnalyzer QUERY = new SearchAnalyzer(false);

  private static final int SCRIPTS =
      CJKBigramFilter.HAN
          | CJKBigramFilter.HIRAGANA
          | CJKBigramFilter.KATAKANA
          | CJKBigramFilter.HANGUL;

  private final boolean singles;

  private SearchAnalyzer(boolean singles) {
    this.singles = singles;
  }

  @Override
  protected TokenStreamComponents createComponents(String field) {
    Tokenizer source = new StandardTokenizer();
    TokenStream lower = new LowerCaseFilter(new CompatibilityFilter(source));
    TokenStream words = new ElisionFilter(lower, FrenchAnalyzer.DEFAULT_ARTICLES);
    TokenStream folded = new ASCIIFoldingFilter(words);
    return new TokenStreamComponents(source, new CJKBigramFilter(folded, SCRIPTS, singles));
  }

  /** Full width, half width, ligatures and the like become the plain characters. */
  private static final class CompatibilityFilter extends TokenFilter {
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);

    CompatibilityFilter(TokenStream input) {
      super(input);
    }

    @Override
    public boolean incrementToken() throws IOException {
      if (!input.incrementToken()) {
        return false;
      }
      if (!Normalizer.isNormalized(term, Normalizer.Form.NFKC)) {
        String plain = Normalizer.normalize(term, Normalizer.Form.NFKC);
        term.setEmpty().append(plain);
      }
      return true;
    }
  }
}

package dev.klatch.file.text;

import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** What a reader of a page sees, without scripts, styles and markup. */
final class HtmlText {
  private static final Set<String> CELLS = Set.of("td", "th");
  private static final Set<String> HEADINGS = Set.of("h1", "h2", "h3", "h4", "h5", "h6");

  private HtmlText() {}

  static String of(Document page) {
    page.select("script, style, noscript, template, svg, iframe, object").remove();
    StringBuilder text = new StringBuilder();
    String title = page.title().strip();
    if (!title.isEmpty()) {
      text.append(title).append("\n\n");
    }
    page.body()
        .traverse(
            new NodeVisitor() {
              @Override
              public void head(Node node, int depth) {
                if (node instanceof TextNode words) {
                  append(text, words.getWholeText());
                } else if (node instanceof Element element) {
                  begin(element, text);
                }
              }

              @Override
              public void tail(Node node, int depth) {
                if (node instanceof Element element && element.isBlock()) {
                  line(text);
                } else if (node instanceof Element element && CELLS.contains(element.tagName())) {
                  text.append('\t');
                }
              }
            });
    return text.toString().strip();
  }

  private static void begin(Element element, StringBuilder text) {
    String tag = element.tagName();
    if (element.isBlock()) {
      line(text);
    }
    if (HEADINGS.contains(tag)) {
      text.append("#".repeat(tag.charAt(1) - '0')).append(' ');
    } else if (tag.equals("li")) {
      text.append("- ");
    } else if (tag.equals("br")) {
      text.append('\n');
    }
  }

  private static void append(StringBuilder text, String words) {
    for (int i = 0; i < words.length(); i++) {
      char c = words.charAt(i);
      boolean space = Character.isWhitespace(c);
      boolean afterSpace = text.isEmpty() || Character.isWhitespace(text.charAt(text.length() - 1));
      if (!space) {
        text.append(c);
      } else if (!afterSpace) {
        text.append(' ');
      }
    }
  }

  private static void line(StringBuilder text) {
    if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
      text.append('\n');
    }
  }
}

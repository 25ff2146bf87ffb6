package dev.klatch.search;

import java.util.List;

/**
 * A piece of a text that shows a hit.
 *
 * @param text the piece, as written
 * @param marks what was found in it, in order and apart from each other
 * @param cutBefore whether the text goes on before it
 * @param cutAfter whether the text goes on after it
 */
public record Fragment(String text, List<Mark> marks, boolean cutBefore, boolean cutAfter) {
  public Fragment {
    marks = List.copyOf(marks);
  }

  /** From {@code start} to before {@code end}, in UTF-16 units of the piece. */
  public record Mark(int start, int end) {}
}

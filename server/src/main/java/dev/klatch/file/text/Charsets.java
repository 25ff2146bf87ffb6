package dev.klatch.file.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Finds out in which character set a text is written. */
final class Charsets {
  private static final Charset WESTERN = Charset.forName("windows-1252");
  private static final int MAX_CUT = 3;

  private Charsets() {}

  /**
   * Decodes text: by its byte order mark, else as UTF-8 where that is valid, else as the character
   * set of western Windows, in which every byte means something.
   *
   * @param cut whether the end of the text is missing, perhaps in the middle of a character
   */
  static String decode(byte[] bytes, boolean cut) {
    if (starts(bytes, 0xEF, 0xBB, 0xBF)) {
      return new String(bytes, 3, bytes.length - 3, StandardCharsets.UTF_8);
    }
    if (starts(bytes, 0xFF, 0xFE)) {
      return new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16LE);
    }
    if (starts(bytes, 0xFE, 0xFF)) {
      return new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16BE);
    }
    for (int missing = 0; missing <= (cut ? MAX_CUT : 0); missing++) {
      try {
        return StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .decode(ByteBuffer.wrap(bytes, 0, Math.max(0, bytes.length - missing)))
            .toString();
      } catch (CharacterCodingException e) {
        // Perhaps with fewer bytes, or in another character set.
      }
    }
    return new String(bytes, WESTERN);
  }

  private static boolean starts(byte[] bytes, int... mark) {
    if (bytes.length < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if ((bytes[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }
}

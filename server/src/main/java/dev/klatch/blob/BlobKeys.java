package dev.klatch.blob;

import java.util.regex.Pattern;

/** The form of keys. */
final class BlobKeys {
  private static final int MAX_LENGTH = 512;
  private static final Pattern FORM =
      Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");

  private BlobKeys() {}

  /** The key itself, unless it could mean anything but a name below the store. */
  static String require(String key) {
    if (key.length() > MAX_LENGTH || !FORM.matcher(key).matches()) {
      throw new IllegalArgumentException("no key of a stored file: " + key);
    }
    return key;
  }
}

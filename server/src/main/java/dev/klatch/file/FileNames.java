package dev.klatch.file;

import java.text.Normalizer;
import java.util.Locale;

/** Names of files, made harmless. */
public final class FileNames {
  private static final int MAX_NAME = 200;
  private static final int MAX_IN_PATH = 100;

  private FileNames() {}

  /** What people see: no folders, no control or direction characters; never empty. */
  public static String display(String claimed) {
    String name = Normalizer.normalize(claimed, Normalizer.Form.NFC);
    name = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    name = name.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "").strip();
    if (name.isEmpty() || name.chars().allMatch(c -> c == '.')) {
      return "file";
    }
    if (name.length() <= MAX_NAME) {
      return name;
    }
    String extension = extension(name);
    String end = extension.isEmpty() ? "" : "." + extension;
    return name.substring(0, MAX_NAME - end.length()) + end;
  }

  /** What stands in addresses: letters, digits, dots, hyphens and underscores of ASCII. */
  public static String inPath(String display) {
    String plain = display.replaceAll("[^A-Za-z0-9._-]", "_");
    return plain.substring(Math.max(0, plain.length() - MAX_IN_PATH));
  }

  /** The extension in lower case without its dot; empty when there is none worth the name. */
  public static String extension(String name) {
    int dot = name.lastIndexOf('.');
    String extension = dot < 0 ? "" : name.substring(dot + 1);
    return extension.matches("[A-Za-z0-9]{1,10}") ? extension.toLowerCase(Locale.ROOT) : "";
  }

  /** The name with another extension. */
  public static String withExtension(String name, String extension) {
    String old = extension(name);
    String stem = old.isEmpty() ? name : name.substring(0, name.length() - old.length() - 1);
    return stem + "." + extension;
  }
}

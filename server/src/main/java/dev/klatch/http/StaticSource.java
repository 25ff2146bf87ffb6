package dev.klatch.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Where the built web client is: inside the program, or a folder while developing. Each file may
 * have compressed twins, {@code .br} and {@code .gz}, beside it.
 */
public final class StaticSource {
  /** Reads a file's bytes; null when there is none. */
  @FunctionalInterface
  private interface Reader {
    byte @Nullable [] read(String path) throws IOException;
  }

  private static final int MIN_COMPRESSED = 1_024;
  private static final Pattern TEXT =
      Pattern.compile("\\.(html|js|mjs|css|json|webmanifest|svg|txt|map|wasm)$");

  private final Reader reader;
  private final boolean keep;
  // Bounded by the number of files of the build: what does not exist is not remembered.
  private final Map<String, Asset> loaded = new ConcurrentHashMap<>();

  private StaticSource(Reader reader, boolean keep) {
    this.reader = reader;
    this.keep = keep;
  }

  /** A file with its compressed twins. */
  static final class Asset {
    private final byte[] plain;
    private final byte @Nullable [] brotli;
    private final byte @Nullable [] gzip;
    private final String etag;

    private Asset(byte[] plain, byte @Nullable [] brotli, byte @Nullable [] gzip) {
      this.plain = plain;
      this.brotli = brotli;
      this.gzip = gzip;
      this.etag = tag(plain);
    }

    byte[] plain() {
      return plain;
    }

    byte @Nullable [] brotli() {
      return brotli;
    }

    byte @Nullable [] gzip() {
      return gzip;
    }

    /** Strong validator of the uncompressed content, in quotes. */
    String etag() {
      return etag;
    }
  }

  /** Files inside the program, below a folder of its resources; read once. */
  public static StaticSource ofResources(ClassLoader loader, String folder) {
    return new StaticSource(
        path -> {
          try (InputStream in = loader.getResourceAsStream(folder + "/" + path)) {
            return in == null ? null : in.readAllBytes();
          }
        },
        true);
  }

  /** Files of a folder, read again each time so that a new build shows at once. */
  public static StaticSource ofFolder(Path folder) {
    return new StaticSource(
        path -> {
          Path file = folder.resolve(path);
          return Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
        },
        false);
  }

  /**
   * A file by its relative path, which the caller has checked to have plain segments only; null
   * when there is none.
   */
  @Nullable Asset find(String path) throws IOException {
    Asset known = loaded.get(path);
    if (known != null) {
      return known;
    }
    byte[] plain = reader.read(path);
    if (plain == null) {
      return null;
    }
    byte[] gzip = reader.read(path + ".gz");
    Asset asset =
        new Asset(plain, reader.read(path + ".br"), gzip == null ? compress(path, plain) : gzip);
    if (keep) {
      loaded.put(path, asset);
    }
    return asset;
  }

  /** Compresses text that came without a compressed twin; null when it is not worth it. */
  private static byte @Nullable [] compress(String path, byte[] plain) throws IOException {
    if (plain.length < MIN_COMPRESSED || !TEXT.matcher(path).find()) {
      return null;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / 3);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }

  private static String tag(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return '"' + HexFormat.of().formatHex(hash, 0, 12) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}

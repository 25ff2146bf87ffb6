package dev.klatch.file.image;

import dev.klatch.file.FileConfig.ImageFormat;
import dev.klatch.http.AppException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/** Prepares uploaded pictures. Safe for any number of threads; two work at the same time. */
public final class Pictures {
  /** Longest edge of what is kept: more than any model looks at. */
  static final int MAX_EDGE = 2000;

  /** Longest edge of the small copy, for lists and chips. */
  static final int THUMBNAIL_EDGE = 320;

  /** Edge of profile pictures. */
  static final int AVATAR_EDGE = 256;

  private static final long MAX_FILE_BYTES = 64L << 20;
  private static final long MAX_PIXELS = 100_000_000;
  // Its decoder cannot leave out pixels while it reads.
  private static final long MAX_WEBP_PIXELS = 30_000_000;

  private final Semaphore turns = new Semaphore(2, true);

  static {
    // Reading from memory needs no temporary files.
    ImageIO.setUseCache(false);
  }

  /**
   * A picture ready to be stored.
   *
   * @param type media type of {@code bytes}
   * @param extension for its name
   * @param thumbnail a small copy, or null when the picture is small itself
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, compared nowhere
  public record Picture(
      byte[] bytes,
      String type,
      String extension,
      int width,
      int height,
      byte @Nullable [] thumbnail) {}

  /**
   * Decodes a picture and makes of it what is stored.
   *
   * @param media type as its content says
   * @param format wanted; null: as it came, where that can be
   * @throws AppException 400 when it is no picture, 413 when it is too large
   */
  public Picture prepare(Path file, String media, @Nullable ImageFormat format) {
    return inTurn(
        () -> {
          Scrubber.Scrubbed clean = clean(file, media);
          Decoded decoded = decode(clean, media);
          BufferedImage upright = Scaling.turn(decoded.image, clean.orientation());
          BufferedImage fitted = Scaling.within(upright, MAX_EDGE);
          byte[] thumbnail =
              Math.max(fitted.getWidth(), fitted.getHeight()) > THUMBNAIL_EDGE
                  ? Encoding.write(
                      Scaling.within(fitted, THUMBNAIL_EDGE), Encoding.smallest(fitted))
                  : null;
          boolean untouched =
              clean.orientation() == Orientation.UPRIGHT
                  && Math.max(decoded.width, decoded.height) <= MAX_EDGE
                  && Encoding.isKept(media, format);
          if (untouched) {
            return new Picture(
                clean.bytes(),
                media,
                media.substring("image/".length()),
                decoded.width,
                decoded.height,
                thumbnail);
          }
          String written = Encoding.target(fitted, media, format);
          return new Picture(
              Encoding.write(fitted, written),
              "image/" + written,
              written,
              fitted.getWidth(),
              fitted.getHeight(),
              thumbnail);
        });
  }

  /**
   * Makes a square profile picture: the middle of the picture.
   *
   * @throws AppException 400 when it is no picture, 413 when it is too large
   */
  public Picture avatar(Path file, String media) {
    return inTurn(
        () -> {
          Scrubber.Scrubbed clean = clean(file, media);
          BufferedImage upright = Scaling.turn(decode(clean, media).image, clean.orientation());
          BufferedImage square = Scaling.within(Scaling.middle(upright), AVATAR_EDGE);
          return new Picture(
              Encoding.write(square, "png"),
              "image/png",
              "png",
              square.getWidth(),
              square.getHeight(),
              null);
        });
  }

  private interface Work {
    Picture run() throws IOException;
  }

  private Picture inTurn(Work work) {
    turns.acquireUninterruptibly();
    try {
      return work.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      turns.release();
    }
  }

  private static Scrubber.Scrubbed clean(Path file, String media) throws IOException {
    if (Files.size(file) > MAX_FILE_BYTES) {
      throw new AppException(
          413,
          "IMAGE_TOO_LARGE",
          "The picture is larger than " + (MAX_FILE_BYTES >> 20) + " MB. Make it smaller first.");
    }
    try {
      return Scrubber.scrub(Files.readAllBytes(file), media);
    } catch (IllegalArgumentException e) {
      throw broken(e);
    }
  }

  private record Decoded(BufferedImage image, int width, int height) {}

  private static Decoded decode(Scrubber.Scrubbed clean, String media) throws IOException {
    var readers = ImageIO.getImageReadersByMIMEType(media);
    if (!readers.hasNext()) {
      throw broken(null);
    }
    ImageReader reader = readers.next();
    try (ImageInputStream in =
        ImageIO.createImageInputStream(new ByteArrayInputStream(clean.bytes()))) {
      reader.setInput(in, true, true);
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      long most = media.equals("image/webp") ? MAX_WEBP_PIXELS : MAX_PIXELS;
      if ((long) width * height > most) {
        throw new AppException(
            413,
            "IMAGE_TOO_LARGE",
            "The picture has %d × %d pixels; at most %d million are taken. Make it smaller first."
                .formatted(width, height, most / 1_000_000));
      }
      ImageReadParam parameters = reader.getDefaultReadParam();
      int step = Math.max(1, Math.max(width, height) / (2 * MAX_EDGE));
      if (!media.equals("image/webp")) {
        parameters.setSourceSubsampling(step, step, 0, 0);
      }
      return new Decoded(reader.read(0, parameters), width, height);
    } catch (IOException | RuntimeException e) {
      if (e instanceof AppException known) {
        throw known;
      }
      // Decoders meet broken data with whatever comes to hand.
      throw broken(e);
    } finally {
      reader.dispose();
    }
  }

  private static AppException broken(@Nullable Exception cause) {
    return new AppException(
        400,
        "IMAGE_UNREADABLE",
        "The picture cannot be decoded: it is damaged, or of a kind this server does not know. Save"
            + " it as PNG or JPEG and try again.",
        cause);
  }
}

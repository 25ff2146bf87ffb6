package dev.klatch.file.image;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import javax.imageio.ImageIO;

/** Pictures for tests: red left half, blue right half. */
public final class Samples {
  /** 2 by 1 pixels, lossless WebP. */
  private static final String WEBP = "UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAgA0JaQAA3AA/vuUAAA=";

  private Samples() {}

  public static byte[] webp() {
    return Base64.getDecoder().decode(WEBP);
  }

  public static byte[] png(int width, int height) throws IOException {
    return write(image(width, height), "png");
  }

  public static byte[] jpeg(int width, int height) throws IOException {
    return write(image(width, height), "jpeg");
  }

  public static BufferedImage read(byte[] picture) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(picture));
  }

  /** A JPEG with Exif: an orientation, and a place that nobody must learn. */
  public static byte[] photo(int width, int height, int orientation) throws IOException {
    byte[] jpeg = jpeg(width, height);
    ByteArrayOutputStream exif = new ByteArrayOutputStream();
    exif.writeBytes("Exif\0\0MM\0*".getBytes(StandardCharsets.ISO_8859_1));
    exif.writeBytes(
        HexFormat.of()
            .parseHex("00000008000101120003000000010" + "00" + orientation + "000000000000"));
    exif.writeBytes("GPS 48.1374 N".getBytes(StandardCharsets.ISO_8859_1));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    out.write(0xFF);
    out.write(0xE1);
    out.write((exif.size() + 2) >> 8);
    out.write((exif.size() + 2) & 0xFF);
    out.writeBytes(exif.toByteArray());
    out.write(jpeg, 2, jpeg.length - 2);
    out.writeBytes("appended: GPS too".getBytes(StandardCharsets.ISO_8859_1));
    return out.toByteArray();
  }

  private static BufferedImage image(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.RED);
    graphics.fillRect(0, 0, width / 2, height);
    graphics.setColor(Color.BLUE);
    graphics.fillRect(width / 2, 0, width, height);
    graphics.dispose();
    return image;
  }

  private static byte[] write(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, format, out);
    return out.toByteArray();
  }
}

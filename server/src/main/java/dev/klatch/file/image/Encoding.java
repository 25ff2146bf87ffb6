package dev.klatch.file.image;

import dev.klatch.file.FileConfig.ImageFormat;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.jspecify.annotations.Nullable;

/** Which format a picture is stored in, and writing it. There is no encoder for WebP. */
final class Encoding {
  private static final String PNG = "png";
  private static final String JPEG = "jpeg";
  private static final float QUALITY = 0.9f;

  private Encoding() {}

  /** Whether a picture of a type may be stored as it came. */
  static boolean isKept(String media, @Nullable ImageFormat wanted) {
    String name = media.substring("image/".length());
    return wanted == null
        ? name.equals(PNG) || name.equals(JPEG) || name.equals("webp")
        : name.equals(wanted.name().toLowerCase(Locale.ROOT));
  }

  /** The format for a picture that must be written anew. */
  static String target(BufferedImage image, String media, @Nullable ImageFormat wanted) {
    if (wanted == ImageFormat.PNG || wanted == ImageFormat.JPEG) {
      return wanted.name().toLowerCase(Locale.ROOT);
    }
    boolean drawn = media.equals("image/png") || media.equals("image/gif");
    return wanted == null && drawn ? PNG : smallest(image);
  }

  /** The format that takes least: PNG only where something is transparent. */
  static String smallest(BufferedImage image) {
    return image.getColorModel().hasAlpha() ? PNG : JPEG;
  }

  static byte[] write(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (format.equals(PNG)) {
      ImageIO.write(image, PNG, out);
      return out.toByteArray();
    }
    ImageWriter writer = ImageIO.getImageWritersByFormatName(JPEG).next();
    try (ImageOutputStream target = ImageIO.createImageOutputStream(out)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionQuality(QUALITY);
      writer.setOutput(target);
      writer.write(null, new IIOImage(opaque(image), null, null), parameters);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  /** JPEG knows no transparency: what shines through becomes white. */
  private static BufferedImage opaque(BufferedImage image) {
    if (image.getType() == BufferedImage.TYPE_INT_RGB) {
      return image;
    }
    BufferedImage flat =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = flat.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, flat.getWidth(), flat.getHeight());
    graphics.drawImage(image, 0, 0, null);
    graphics.dispose();
    return flat;
  }
}

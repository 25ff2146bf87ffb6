package dev.klatch.file.image;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;

/** Turns and shrinks pictures. */
final class Scaling {
  private Scaling() {}

  /** The picture upright, given its Exif orientation. */
  static BufferedImage turn(BufferedImage image, int orientation) {
    if (orientation == Orientation.UPRIGHT) {
      return image;
    }
    int w = image.getWidth();
    int h = image.getHeight();
    AffineTransform turn =
        switch (orientation) {
          case 2 -> new AffineTransform(-1, 0, 0, 1, w, 0);
          case 3 -> new AffineTransform(-1, 0, 0, -1, w, h);
          case 4 -> new AffineTransform(1, 0, 0, -1, 0, h);
          case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
          case 6 -> new AffineTransform(0, 1, -1, 0, h, 0);
          case 7 -> new AffineTransform(0, -1, -1, 0, h, w);
          default -> new AffineTransform(0, -1, 1, 0, 0, w);
        };
    boolean sideways = orientation >= 5;
    BufferedImage turned = like(image, sideways ? h : w, sideways ? w : h);
    Graphics2D graphics = turned.createGraphics();
    graphics.drawImage(image, turn, null);
    graphics.dispose();
    return turned;
  }

  /** The picture with no edge longer than {@code edge}; itself when it is small enough. */
  static BufferedImage within(BufferedImage image, int edge) {
    BufferedImage current = image;
    while (true) {
      int longest = Math.max(current.getWidth(), current.getHeight());
      if (longest <= edge) {
        return current;
      }
      // Halving step by step looks at every pixel; one large step would skip most of them.
      double factor = Math.max(0.5, (double) edge / longest);
      int width = Math.max(1, (int) Math.round(current.getWidth() * factor));
      int height = Math.max(1, (int) Math.round(current.getHeight() * factor));
      BufferedImage smaller = like(current, width, height);
      Graphics2D graphics = smaller.createGraphics();
      graphics.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      graphics.drawImage(current, 0, 0, width, height, null);
      graphics.dispose();
      current = smaller;
    }
  }

  /** The largest square in the middle. */
  static BufferedImage middle(BufferedImage image) {
    int edge = Math.min(image.getWidth(), image.getHeight());
    return image.getSubimage(
        (image.getWidth() - edge) / 2, (image.getHeight() - edge) / 2, edge, edge);
  }

  private static BufferedImage like(BufferedImage image, int width, int height) {
    boolean alpha = image.getColorModel().hasAlpha();
    return new BufferedImage(
        width, height, alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
  }
}

package dev.klatch.file.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.klatch.file.FileConfig.ImageFormat;
import dev.klatch.http.AppException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PicturesTest {
  @TempDir Path folder;

  private Pictures.Picture prepare(byte[] bytes, String media, @Nullable ImageFormat format)
      throws IOException {
    Path file = folder.resolve("in");
    Files.write(file, bytes);
    return new Pictures().prepare(file, media, format);
  }

  @Test
  void aSmallCleanPictureStaysBitForBit() throws IOException {
    byte[] png = Samples.png(16, 16);
    Pictures.Picture kept = prepare(png, "image/png", null);
    assertArrayEquals(png, kept.bytes());
    assertNull(kept.thumbnail());
    assertEquals("image/webp", prepare(Samples.webp(), "image/webp", null).type());
  }

  @Test
  void aPhotoIsTurnedUprightAndLosesItsMetadata() throws IOException {
    Pictures.Picture turned = prepare(Samples.photo(400, 200, 6), "image/jpeg", null);
    assertEquals(200, turned.width());
    assertEquals(400, turned.height());
    BufferedImage image = Samples.read(turned.bytes());
    assertTrue((image.getRGB(100, 20) >> 16 & 0xFF) > 200, "the left half is on top now");
    assertTrue((image.getRGB(100, 380) & 0xFF) > 200);
    for (int orientation : new int[] {1, 6}) {
      byte[] kept = prepare(Samples.photo(400, 200, orientation), "image/jpeg", null).bytes();
      assertFalse(new String(kept, StandardCharsets.ISO_8859_1).contains("GPS"));
    }
  }

  @Test
  void largePicturesAreShrunkAndHaveASmallCopy() throws IOException {
    Pictures.Picture picture = prepare(Samples.jpeg(4200, 2100), "image/jpeg", null);
    assertEquals(2000, picture.width());
    assertEquals(1000, picture.height());
    byte[] thumbnail = picture.thumbnail();
    assertNotNull(thumbnail);
    assertEquals(320, Samples.read(thumbnail).getWidth());
  }

  @Test
  void theFormatOfTheSettingsIsWritten() throws IOException {
    assertEquals("image/jpeg", prepare(Samples.png(20, 20), "image/png", ImageFormat.JPEG).type());
    assertEquals("image/png", prepare(Samples.jpeg(20, 20), "image/jpeg", ImageFormat.PNG).type());
    assertEquals("image/png", prepare(Samples.webp(), "image/webp", ImageFormat.PNG).type());
    assertEquals("image/jpeg", prepare(Samples.png(20, 20), "image/png", ImageFormat.WEBP).type());
  }

  @Test
  void whatIsNoPictureIsRefused() throws IOException {
    byte[] png = Samples.png(300, 300);
    for (byte[] bad :
        new byte[][] {
          Arrays.copyOf(png, 8),
          Arrays.copyOf(png, png.length / 2),
          ("\u0089PNG\r\n\u001a\n" + "<script>alert(1)</script>".repeat(9))
              .getBytes(StandardCharsets.ISO_8859_1),
          new byte[0]
        }) {
      AppException refused =
          assertThrows(AppException.class, () -> prepare(bad, "image/png", null));
      assertEquals("IMAGE_UNREADABLE", refused.code());
    }
  }

  @Test
  void aSmallFileThatClaimsAHugePictureIsRefused() throws IOException {
    byte[] png = Samples.png(16, 16);
    ByteBuffer.wrap(png).putInt(16, 60_000).putInt(20, 60_000);
    CRC32 crc = new CRC32();
    crc.update(png, 12, 17);
    ByteBuffer.wrap(png).putInt(29, (int) crc.getValue());
    AppException refused = assertThrows(AppException.class, () -> prepare(png, "image/png", null));
    assertEquals(413, refused.status());
  }

  @Test
  void profilePicturesAreTheSquareInTheMiddle() throws IOException {
    Path file = folder.resolve("in");
    Files.write(file, Samples.png(1000, 400));
    Pictures.Picture avatar = new Pictures().avatar(file, "image/png");
    assertEquals(256, avatar.width());
    assertEquals(256, avatar.height());
    assertEquals(0xFFFF0000, Samples.read(avatar.bytes()).getRGB(10, 100));
    assertEquals(0xFF0000FF, Samples.read(avatar.bytes()).getRGB(250, 100));
  }
}

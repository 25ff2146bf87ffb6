package dev.klatch.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class MultipartReaderTest {
  private static final String TYPE = "multipart/form-data; boundary=XyZ";
  private static final long MEGABYTE = 1 << 20;

  @Test
  void readsFieldsAndFiles() throws IOException {
    String body =
        """
        --XyZ
        Content-Disposition: form-data; name="purpose"

        import
        --XyZ
        content-disposition: form-data; name="file"; filename="C:\\\\temp\\\\über \\"x\\".json"
        Content-Type: application/json

        {"a":1}
        --XyZ--
        after the end
        """
            .replace("\n", "\r\n");
    MultipartReader reader = reader(body.getBytes(StandardCharsets.UTF_8), MEGABYTE);

    MultipartPart purpose = next(reader);
    assertEquals("purpose", purpose.name());
    assertFalse(purpose.isFile());
    assertEquals("import", purpose.text(100));
    MultipartPart file = next(reader);
    assertEquals("über \"x\".json", file.fileName());
    assertEquals("application/json", file.contentType());
    assertEquals("{\"a\":1}", new String(file.stream().readAllBytes(), StandardCharsets.UTF_8));
    assertNull(reader.next());
  }

  @Test
  void keepsBytesWhateverTheyAreAndHoweverTheyArrive() throws IOException {
    byte[] content = new byte[300_000];
    new Random(7).nextBytes(content);
    // What looks like the beginning of a boundary is content.
    byte[] lure = "\r\n--Xy\r\n--X\r\n-".getBytes(StandardCharsets.ISO_8859_1);
    for (int at = 0; at + lure.length < content.length; at += 4_001) {
      System.arraycopy(lure, 0, content, at, lure.length);
    }
    byte[] body = body("\"f\"; filename=\"a.bin\"", content);
    for (int chunk : new int[] {1, 7, 4_096, 1_000_000}) {
      MultipartReader reader = MultipartReader.of(slow(body, chunk), TYPE, MEGABYTE);
      ByteArrayOutputStream copy = new ByteArrayOutputStream();
      assertEquals(content.length, next(reader).copyTo(copy, MEGABYTE));
      assertArrayEquals(content, copy.toByteArray());
      assertNull(reader.next());
    }
  }

  @Test
  void skipsWhatIsNotRead() {
    byte[] first = body("\"one\"; filename=\"x\"", new byte[200_000]);
    String head = new String(first, StandardCharsets.ISO_8859_1).replace("--XyZ--\r\n", "");
    byte[] body =
        (head + "--XyZ\r\nContent-Disposition: form-data; name=two\r\n\r\n2\r\n--XyZ--")
            .getBytes(StandardCharsets.ISO_8859_1);
    MultipartReader reader = reader(body, MEGABYTE);
    assertEquals("one", next(reader).name());
    assertEquals("2", next(reader).text(10));
    assertNull(reader.next());
  }

  @Test
  void decodesExtendedNamesAndDropsFolders() {
    MultipartPart part =
        next(
            reader(
                body(
                    "\"f\"; filename=\"x\"; filename*=UTF-8''..%2F..%2F%E6%97%A5.txt", new byte[1]),
                MEGABYTE));
    assertEquals("日.txt", part.fileName());
  }

  @Test
  void refusesBrokenAndHostileBodies() {
    assertStatus(415, () -> MultipartReader.of(slow(new byte[0], 1), "application/json", 10));
    assertStatus(415, () -> MultipartReader.of(slow(new byte[0], 1), "multipart/form-data", 10));
    assertStatus(415, () -> MultipartReader.of(slow(new byte[0], 1), null, 10));
    assertStatus(
        415, () -> MultipartReader.of(slow(new byte[0], 1), TYPE + "y".repeat(100), MEGABYTE));
    assertStatus(400, () -> reader(new byte[0], MEGABYTE).next());
    assertStatus(
        400, () -> reader("no boundary at all".getBytes(StandardCharsets.UTF_8), 99).next());
    byte[] nameless =
        "--XyZ\r\nContent-Type: a/b\r\n\r\nx\r\n--XyZ--".getBytes(StandardCharsets.UTF_8);
    assertStatus(400, () -> reader(nameless, MEGABYTE).next());
    byte[] endless = ("--XyZ\r\nA: " + "h".repeat(100_000)).getBytes(StandardCharsets.UTF_8);
    assertStatus(400, () -> reader(endless, MEGABYTE).next());
    byte[] whole = body("\"f\"; filename=\"x\"", new byte[5_000]);
    assertStatus(
        413, () -> next(reader(whole, 4_000)).copyTo(OutputStream.nullOutputStream(), MEGABYTE));
    assertStatus(
        413, () -> next(reader(whole, MEGABYTE)).copyTo(OutputStream.nullOutputStream(), 4_000));
    byte[] cut = Arrays.copyOf(whole, 3_000);
    assertStatus(
        400, () -> next(reader(cut, MEGABYTE)).copyTo(OutputStream.nullOutputStream(), MEGABYTE));
    byte[] many =
        "--XyZ\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n"
            .repeat(1_100)
            .getBytes(StandardCharsets.UTF_8);
    MultipartReader reader = reader(many, MEGABYTE);
    int[] taken = {0};
    assertStatus(
        400,
        () -> {
          while (reader.next() != null) {
            taken[0]++;
          }
        });
    assertEquals(1_000, taken[0], "so many parts are taken, and not one more");
  }

  private static MultipartPart next(MultipartReader reader) {
    MultipartPart part = reader.next();
    assertNotNull(part);
    return part;
  }

  private static MultipartReader reader(byte[] body, long max) {
    return MultipartReader.of(new ByteArrayInputStream(body), TYPE, max);
  }

  private static byte[] body(String disposition, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(
        ("--XyZ\r\nContent-Disposition: form-data; name=" + disposition + "\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8));
    out.writeBytes(content);
    out.writeBytes("\r\n--XyZ--\r\n".getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  /** Gives at most {@code chunk} bytes at a time, as a network does. */
  private static InputStream slow(byte[] body, int chunk) {
    return new ByteArrayInputStream(body) {
      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(chunk, length));
      }
    };
  }

  private static void assertStatus(int status, Executable executable) {
    assertEquals(status, assertThrows(AppException.class, executable).status());
  }
}

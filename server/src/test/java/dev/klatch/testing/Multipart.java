package dev.klatch.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Builds the body of a form with a file. */
public final class Multipart {
  /** Content type of the bodies. */
  public static final String TYPE = "multipart/form-data; boundary=----test-boundary";

  private Multipart() {}

  /** A form with one file in a field. */
  public static byte[] file(String field, String fileName, String type, byte[] content) {
    ByteArrayOutputStream body = new ByteArrayOutputStream(content.length + 300);
    body.writeBytes(
        ("------test-boundary\r\nContent-Disposition: form-data; name=\""
                + field
                + "\"; filename=\""
                + fileName
                + "\"\r\nContent-Type: "
                + type
                + "\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8));
    body.writeBytes(content);
    body.writeBytes("\r\n------test-boundary--\r\n".getBytes(StandardCharsets.UTF_8));
    return body.toByteArray();
  }
}

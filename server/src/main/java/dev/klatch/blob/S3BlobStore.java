package dev.klatch.blob;

import dev.klatch.httpclient.ExchangeObserver;
import dev.klatch.httpclient.Header;
import dev.klatch.httpclient.HttpCall;
import dev.klatch.httpclient.HttpLimits;
import dev.klatch.httpclient.HttpTransport;
import dev.klatch.httpclient.OutboundRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A bucket of Amazon S3 or a service that speaks its protocol. Large files go up in parts, so that
 * eight megabytes of each upload are in memory at most.
 */
public final class S3BlobStore implements BlobStore {
  private static final int PART_BYTES = 8 * 1024 * 1024;
  private static final int MAX_REPLY_BYTES = 65_536;
  private static final int NOT_FOUND = 404;
  private static final int FIRST_ERROR = 300;
  private static final Pattern UPLOAD_ID = Pattern.compile("<UploadId>([^<]+)</UploadId>");
  private static final Pattern CODE = Pattern.compile("<Code>([A-Za-z0-9]+)</Code>");

  private final S3Config config;
  private final HttpTransport transport;
  private final S3Signature signature;
  private final HttpLimits limits = HttpLimits.within(Duration.ofSeconds(60));

  public S3BlobStore(S3Config config, HttpTransport transport, Clock clock) {
    this.config = config;
    this.transport = transport;
    this.signature = new S3Signature(config, clock);
  }

  @Override
  public String name() {
    return "s3";
  }

  @Override
  public void put(String key, Path file, String contentType) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] first = in.readNBytes(PART_BYTES);
      if (first.length < PART_BYTES) {
        send("PUT", uri(key, null), first, contentType).close();
      } else {
        putInParts(key, first, in, contentType);
      }
    }
  }

  private void putInParts(String key, byte[] first, InputStream rest, String contentType)
      throws IOException {
    String id;
    try (Reply reply = send("POST", uri(key, "uploads="), new byte[0], contentType)) {
      Matcher found = UPLOAD_ID.matcher(reply.text());
      if (!found.find()) {
        throw new IOException("the object store started no upload in parts");
      }
      id = URLEncoder.encode(found.group(1), StandardCharsets.UTF_8).replace("+", "%20");
    }
    try {
      List<String> tags = new ArrayList<>();
      for (byte[] part = first; part.length > 0; part = rest.readNBytes(PART_BYTES)) {
        String query = "partNumber=" + (tags.size() + 1) + "&uploadId=" + id;
        try (Reply reply = send("PUT", uri(key, query), part, null)) {
          tags.add(reply.header("ETag"));
        }
      }
      try (Reply reply = send("POST", uri(key, "uploadId=" + id), completion(tags), "text/xml")) {
        // This call alone may fail with status 200, as it keeps the connection busy meanwhile.
        Matcher failed = CODE.matcher(reply.text());
        if (failed.find()) {
          throw new IOException("the object store refused the parts: " + failed.group(1));
        }
      }
    } catch (IOException e) {
      abandon(key, id, e);
      throw e;
    }
  }

  private void abandon(String key, String id, IOException cause) {
    try {
      send("DELETE", uri(key, "uploadId=" + id), null, null).close();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private static byte[] completion(List<String> tags) {
    StringBuilder xml = new StringBuilder("<CompleteMultipartUpload>");
    for (int i = 0; i < tags.size(); i++) {
      xml.append("<Part><PartNumber>").append(i + 1).append("</PartNumber><ETag>");
      xml.append(tags.get(i).replace("\"", "&quot;")).append("</ETag></Part>");
    }
    return xml.append("</CompleteMultipartUpload>").toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public InputStream open(String key) throws IOException {
    return send("GET", uri(key, null), null, null);
  }

  @Override
  public void delete(String key) throws IOException {
    try {
      send("DELETE", uri(key, null), null, null).close();
    } catch (NoSuchFileException e) {
      // Gone already: some services say so, others do not.
    }
  }

  private URI uri(String key, @Nullable String query) {
    return URI.create(
        config.base() + "/" + BlobKeys.require(key) + (query == null ? "" : "?" + query));
  }

  private Reply send(String method, URI uri, byte @Nullable [] body, @Nullable String contentType)
      throws IOException {
    List<Header> headers = new ArrayList<>(signature.headers(method, uri, body));
    if (contentType != null) {
      headers.add(new Header("Content-Type", contentType));
    }
    // The address is the administrator's: a store inside the network is what many have.
    HttpCall call =
        transport.newCall(
            new OutboundRequest(method, uri, headers, body, false, limits),
            new ExchangeObserver() {});
    Reply reply = new Reply(call);
    try {
      call.execute();
      if (call.status() == NOT_FOUND) {
        throw new NoSuchFileException(uri.getPath());
      }
      if (call.status() >= FIRST_ERROR) {
        throw refused(call.status(), reply.text());
      }
      return reply;
    } catch (IOException e) {
      reply.close();
      throw e;
    }
  }

  private static IOException refused(int status, String body) {
    Matcher code = CODE.matcher(body);
    return new IOException(
        "the object store answered "
            + status
            + (code.find() ? " " + code.group(1) : "")
            + ". Check bucket, region and keys (AWS_*).");
  }

  /** The reply's body; closing it releases the connection. */
  private static final class Reply extends InputStream {
    private final HttpCall call;

    Reply(HttpCall call) {
      this.call = call;
    }

    String header(String name) {
      String value = call.header(name);
      return value == null ? "" : value;
    }

    String text() throws IOException {
      return new String(readNBytes(MAX_REPLY_BYTES), StandardCharsets.UTF_8);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      return length == 0 ? 0 : call.read(target, offset, length);
    }

    @Override
    public void close() {
      call.close();
    }
  }
}

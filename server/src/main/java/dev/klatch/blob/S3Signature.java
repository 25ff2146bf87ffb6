package dev.klatch.blob;

import dev.klatch.httpclient.Header;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Signs requests as Amazon's Signature Version 4 asks for. */
final class S3Signature {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final int DATE_LENGTH = 8;

  private final S3Config config;
  private final Clock clock;

  S3Signature(S3Config config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  /** The headers that make a request valid. */
  List<Header> headers(String method, URI uri, byte @Nullable [] body) {
    String time = TIME.format(clock.instant());
    String hash = HexFormat.of().formatHex(sha256(body == null ? new byte[0] : body));
    Map<String, String> signed = new TreeMap<>();
    signed.put("host", uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort());
    signed.put("x-amz-content-sha256", hash);
    signed.put("x-amz-date", time);
    if (config.sessionToken() != null) {
      signed.put("x-amz-security-token", config.sessionToken());
    }
    String names = String.join(";", signed.keySet());
    StringBuilder request = new StringBuilder(method).append('\n');
    request.append(uri.getRawPath()).append('\n').append(canonicalQuery(uri)).append('\n');
    signed.forEach((name, value) -> request.append(name).append(':').append(value).append('\n'));
    request.append('\n').append(names).append('\n').append(hash);
    String scope = time.substring(0, DATE_LENGTH) + "/" + config.region() + "/s3/aws4_request";
    String toSign =
        ALGORITHM + "\n" + time + "\n" + scope + "\n" + hex(sha256(utf8(request.toString())));
    List<Header> headers = new ArrayList<>();
    signed.forEach(
        (name, value) -> {
          if (!name.equals("host")) {
            headers.add(new Header(name, value));
          }
        });
    headers.add(
        new Header(
            "Authorization",
            ALGORITHM
                + " Credential="
                + config.accessKeyId()
                + "/"
                + scope
                + ", SignedHeaders="
                + names
                + ", Signature="
                + hex(hmac(key(time.substring(0, DATE_LENGTH)), toSign))));
    return headers;
  }

  /** Parameters sorted by name; one without a value still has its equals sign. */
  private static String canonicalQuery(URI uri) {
    String query = uri.getRawQuery();
    if (query == null) {
      return "";
    }
    Map<String, String> sorted = new TreeMap<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      sorted.put(
          equals < 0 ? pair : pair.substring(0, equals),
          equals < 0 ? "" : pair.substring(equals + 1));
    }
    List<String> pairs = new ArrayList<>();
    sorted.forEach((name, value) -> pairs.add(name + "=" + value));
    return String.join("&", pairs);
  }

  private byte[] key(String date) {
    byte[] day = hmac(utf8("AWS4" + config.secretAccessKey()), date);
    return hmac(hmac(hmac(day, config.region()), "s3"), "aws4_request");
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(utf8(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

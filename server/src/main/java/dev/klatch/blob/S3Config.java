package dev.klatch.blob;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where a bucket is and how to get in.
 *
 * @param endpoint address of an S3-compatible service; null: Amazon's in the region
 * @param pathStyle whether the bucket stands in the path instead of the host's name
 * @param sessionToken of temporary credentials, or null
 */
public record S3Config(
    @Nullable URI endpoint,
    String region,
    String bucket,
    String accessKeyId,
    String secretAccessKey,
    @Nullable String sessionToken,
    boolean pathStyle) {

  /** Address of the bucket, without trailing slash. */
  URI base() {
    URI service =
        endpoint == null ? URI.create("https://s3." + region + ".amazonaws.com") : endpoint;
    String root = service.toString().replaceAll("/+$", "");
    if (pathStyle) {
      return URI.create(root + "/" + bucket);
    }
    int host = root.indexOf("://") + 3;
    return URI.create(root.substring(0, host) + bucket + "." + root.substring(host));
  }

  /** Never shows the credentials. */
  @Override
  public String toString() {
    return "S3Config[" + base() + "]";
  }
}

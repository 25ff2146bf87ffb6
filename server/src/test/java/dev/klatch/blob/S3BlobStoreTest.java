package dev.klatch.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.klatch.httpclient.HttpClientConfig;
import dev.klatch.httpclient.NetworkTransport;
import dev.klatch.testing.S3Stub;
import dev.klatch.testing.TestClock;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class S3BlobStoreTest extends BlobStoreContract {
  private NetworkTransport network;
  private S3Stub s3;

  @BeforeEach
  void open() throws IOException {
    network = new NetworkTransport(HttpClientConfig.defaults());
    s3 = new S3Stub();
  }

  @AfterEach
  void close() {
    network.close();
    s3.close();
  }

  @Override
  BlobStore store() {
    return store(S3Stub.SECRET);
  }

  private BlobStore store(String secret) {
    return new S3BlobStore(
        new S3Config(s3.uri(), S3Stub.REGION, S3Stub.BUCKET, S3Stub.KEY, secret, null, true),
        network,
        new TestClock());
  }

  @Test
  void storesUnderTheKey() throws IOException {
    put("images/u/a.png", new byte[] {1});
    assertEquals(List.of("images/u/a.png"), s3.keys());
    assertEquals(0, s3.openUploads());
  }

  @Test
  void aWrongSecretIsToldWithoutNamingIt() throws IOException {
    IOException refused =
        assertThrows(IOException.class, () -> store("another").open("images/u/a.png"));
    assertTrue(String.valueOf(refused.getMessage()).contains("SignatureDoesNotMatch"));
    assertFalse(String.valueOf(refused.getMessage()).contains("another"));
  }

  @Test
  void theBucketStandsInTheHostUnlessThePathIsAskedFor() {
    assertEquals(
        URI.create("https://photos.s3.eu-west-1.amazonaws.com"),
        new S3Config(null, "eu-west-1", "photos", "k", "s", null, false).base());
    assertEquals(
        URI.create("http://minio:9000/photos"),
        new S3Config(URI.create("http://minio:9000/"), "x", "photos", "k", "s", null, true).base());
  }
}

package dev.klatch.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.klatch.httpclient.HttpClientConfig;
import dev.klatch.httpclient.NetworkTransport;
import dev.klatch.testing.UpstreamStub;
import org.junit.jupiter.api.Test;

class MailgunMailerTest {
  private static final Mail MAIL = new Mail("a@example.com", "Subject", "Text & more", "<p>x</p>");

  private static UpstreamStub answering(String status) {
    return new UpstreamStub()
        .always(
            (request, connection) -> {
              connection.write("HTTP/1.1 " + status + "\r\nContent-Length: 2\r\n\r\n{}");
              return true;
            });
  }

  private static void send(UpstreamStub stub) throws MailException {
    try (NetworkTransport transport = new NetworkTransport(HttpClientConfig.defaults())) {
      new MailgunMailer(
              new MailConfig.Mailgun(
                  "http://127.0.0.1:" + stub.port(),
                  "mg.example.com",
                  "mailgun-key",
                  new MailConfig.Sender("no@example.com", "Say \"hi\"\r\nBcc: x")),
              transport)
          .send(MAIL);
    }
  }

  @Test
  void postsAFormWithTheKey() throws Exception {
    try (UpstreamStub stub = answering("200 OK")) {
      send(stub);
      UpstreamStub.Received request = stub.requests().getFirst();
      assertEquals("POST /v3/mg.example.com/messages HTTP/1.1", request.line());
      assertEquals("Basic YXBpOm1haWxndW4ta2V5", request.header("authorization"));
      assertTrue(request.body().contains("&text=Text+%26+more&"), request.body());
      assertFalse(request.body().contains("%0D%0A"), "no header of others");
    }
  }

  @Test
  void tellsWhatWasRefused() {
    try (UpstreamStub stub = answering("401 Unauthorized")) {
      MailException e = assertThrows(MailException.class, () -> send(stub));
      assertEquals("Mailgun did not take a mail: status 401", e.getMessage());
    }
  }

  @Test
  void anAddressIsOneLine() {
    assertThrows(
        IllegalArgumentException.class, () -> new Mail("a@b.c\r\nBcc: x@y.z", "s", "t", "h"));
  }
}

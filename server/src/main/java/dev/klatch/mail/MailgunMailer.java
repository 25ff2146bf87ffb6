package dev.klatch.mail;

import dev.klatch.httpclient.ExchangeObserver;
import dev.klatch.httpclient.Header;
import dev.klatch.httpclient.HttpCall;
import dev.klatch.httpclient.HttpFailure;
import dev.klatch.httpclient.HttpLimits;
import dev.klatch.httpclient.HttpTransport;
import dev.klatch.httpclient.OutboundRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Sends mail by Mailgun's HTTP interface. */
public final class MailgunMailer implements Mailer {
  private static final HttpLimits LIMITS = HttpLimits.within(Duration.ofSeconds(20));

  private final MailConfig.Mailgun config;
  private final HttpTransport transport;

  public MailgunMailer(MailConfig.Mailgun config, HttpTransport transport) {
    this.config = config;
    this.transport = transport;
  }

  @Override
  public void send(Mail mail) throws MailException {
    Map<String, String> fields = new LinkedHashMap<>();
    String name = config.sender().name().replaceAll("[\"\\\\\\r\\n]", "");
    fields.put("from", '"' + name + "\" <" + config.sender().address() + ">");
    fields.put("to", mail.to());
    fields.put("subject", mail.subject());
    fields.put("text", mail.text());
    fields.put("html", mail.html());
    String body =
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + encode(field.getValue()))
            .collect(Collectors.joining("&"));
    post(body.getBytes(StandardCharsets.US_ASCII));
  }

  private void post(byte[] body) throws MailException {
    String credentials =
        Base64.getEncoder()
            .encodeToString(("api:" + config.apiKey()).getBytes(StandardCharsets.UTF_8));
    OutboundRequest request =
        new OutboundRequest(
            "POST",
            URI.create(config.host() + "/v3/" + encode(config.domain()) + "/messages"),
            List.of(
                new Header("Authorization", "Basic " + credentials),
                new Header("Content-Type", "application/x-www-form-urlencoded")),
            body,
            false,
            LIMITS);
    try (HttpCall call = transport.newCall(request, new ExchangeObserver() {})) {
      call.execute();
      if (call.status() >= 300) {
        throw new MailException("Mailgun did not take a mail: status " + call.status());
      }
    } catch (HttpFailure e) {
      throw new MailException("Mailgun could not be reached: " + e.getMessage(), e);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

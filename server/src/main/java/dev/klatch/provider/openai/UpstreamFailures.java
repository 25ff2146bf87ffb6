package dev.klatch.provider.openai;

import dev.klatch.httpclient.Header;
import dev.klatch.httpclient.HttpFailure;
import dev.klatch.provider.ProviderException;
import dev.klatch.provider.ProviderException.Kind;
import dev.klatch.telemetry.Secrets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells from an upstream's reply, or from its absence, what went wrong. */
final class UpstreamFailures {
  private static final int MAX_MESSAGE = 2_000;

  private static final Pattern HTML =
      Pattern.compile("^\\s*(<!doctype|<html|<head|<body|<\\?xml|<!--)", Pattern.CASE_INSENSITIVE);

  private static final Pattern HTML_TITLE =
      Pattern.compile("<title[^>]*>\\s*([^<]{1,120}?)\\s*</title>", Pattern.CASE_INSENSITIVE);

  private static final Pattern CONTEXT =
      words(
          "context_length_exceeded|maximum context length|context window|context length"
              + "|prompt is too long|too many tokens|reduce the length|input is too long"
              + "|exceeds? the (?:maximum|max)[a-z ]* tokens|larger than the model");

  private static final Pattern FILTER =
      words(
          "content_filter|content_policy|content management policy|responsibleai"
              + "|safety system|flagged|moderation|content policy");

  private static final Pattern QUOTA =
      words(
          "insufficient_quota|exceeded your current quota|billing|insufficient (?:balance|credit)"
              + "|insufficient_balance|out of credits|more credits|payment required|credit balance"
              + "|spend(?:ing)? limit");

  private static final Pattern KEY =
      words("api key not valid|invalid api key|incorrect api key|invalid_api_key|api_key_invalid");

  private static final Pattern RATE =
      words("rate.?limit|too many requests|resource_exhausted|rate_limit_exceeded");

  private static final Pattern MODEL =
      words(
          "model_not_found|not_found_error|model[^.\\n]{0,120}(?:does not exist|not found|not exist"
              + "|is not available|not a valid model|not supported by any provider)"
              + "|no such model|unknown model|invalid model|not a valid model"
              + "|no endpoints found|try pulling it");

  /** Ways in which a request field is named; the first group is the field. */
  private static final List<Pattern> PARAMETER =
      List.of(
          words("unrecognized request arguments? supplied: *['\"`]?([a-z_][a-z0-9_.]*)"),
          words(
              "(?:unsupported|unknown|invalid|unexpected|unrecognized)"
                  + " (?:parameter|argument|field|property|value)s?:? *['\"`]([a-z_][a-z0-9_.]*)"),
          words(
              "(?:parameter|property|field|argument|keyword argument)"
                  + " *['\"`]([a-z_][a-z0-9_.]*)['\"`]"),
          words("\\(['\"`]([a-z_][a-z0-9_.]*)['\"`] was unexpected"),
          words(
              "['\"`]([a-z_][a-z0-9_.]*)['\"`] (?:is not supported|does not support|is not"
                  + " permitted|is not allowed|must be|is unsupported|is required|and )"),
          words("invalid value for (?!an?\\b|the\\b|this\\b)['\"`]?([a-z_][a-z0-9_.]*)"),
          words(
              "(?:unsupported|unknown|invalid) (?:parameter|argument|field):?"
                  + " *([a-z_]+_[a-z0-9_]+)"));

  private UpstreamFailures() {}

  private static Pattern words(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
  }

  /** A reply with a status other than 2xx. */
  static ProviderException.Builder ofReply(
      int status, List<Header> headers, String body, String address) {
    boolean html = HTML.matcher(body).find();
    ErrorBody error = html ? new ErrorBody("", "", null, null, false) : ErrorBody.of(body);
    Kind kind = kind(status, error, html);
    String said = html ? htmlTitle(body) : error.message();
    String message =
        kind == Kind.NOT_AN_API
            ? notAnApi(status, headers, html, said, address)
            : "HTTP " + status + (said.isBlank() ? " without an explanation." : ": " + said);
    return ProviderException.of(kind, clean(message))
        .status(status)
        .body(body)
        .parameter(kind == Kind.BAD_REQUEST ? parameter(error) : null)
        .retryAfterMillis(RetryAfter.millis(headers));
  }

  /** An error object inside a reply that began well. */
  static ProviderException.Builder ofErrorObject(ErrorBody error, int status, String body) {
    int told = error.status() == null ? 0 : error.status();
    Kind kind = kind(told, error, false);
    String said = error.message().isBlank() ? "no explanation" : error.message();
    return ProviderException.of(kind, clean("The provider broke off with an error: " + said))
        .status(told == 0 ? status : told)
        .body(body)
        .parameter(kind == Kind.BAD_REQUEST ? parameter(error) : null);
  }

  /** A web page where an answer was expected. */
  static ProviderException.Builder ofPage(int status, String body, String address) {
    return ProviderException.of(
            Kind.NOT_AN_API, clean(notAnApi(status, List.of(), true, htmlTitle(body), address)))
        .status(status)
        .body(body);
  }

  /** No reply, or one that broke off. */
  static ProviderException.Builder ofTransport(HttpFailure failure, boolean answering) {
    Kind kind =
        switch (failure.reason()) {
          case CANCELLED -> Kind.CANCELLED;
          case CONNECT_TIMEOUT, FIRST_BYTE_TIMEOUT, IDLE_TIMEOUT -> Kind.TIMEOUT;
          case BLOCKED -> Kind.BAD_REQUEST;
          case UNKNOWN_HOST, CONNECT, TLS -> Kind.NETWORK;
          case BROKEN -> answering ? Kind.CUT_STREAM : Kind.NETWORK;
        };
    return ProviderException.of(kind, clean(String.valueOf(failure.getMessage())))
        .cause(failure)
        .parameter(failure.reason() == HttpFailure.Reason.BLOCKED ? "baseURL" : null);
  }

  private static Kind kind(int status, ErrorBody error, boolean html) {
    String text = error.code() + " " + error.message();
    if (status == 401 || KEY.matcher(text).find()) {
      return Kind.AUTHENTICATION;
    }
    if (status == 402 || ((status == 429 || status == 403) && QUOTA.matcher(text).find())) {
      return Kind.QUOTA;
    }
    if (status == 429) {
      return Kind.RATE_LIMIT;
    }
    if (status >= 500) {
      return Kind.PROVIDER_ERROR;
    }
    if (CONTEXT.matcher(text).find()) {
      return Kind.CONTEXT_LENGTH;
    }
    if (FILTER.matcher(text).find()) {
      return Kind.CONTENT_FILTER;
    }
    if (status == 403) {
      return Kind.AUTHENTICATION;
    }
    if (html || (status >= 300 && status < 400) || status == 405) {
      return Kind.NOT_AN_API;
    }
    if (MODEL.matcher(text).find()) {
      return Kind.MODEL_NOT_FOUND;
    }
    if (status == 404) {
      return Kind.NOT_AN_API;
    }
    if (status == 408) {
      return Kind.TIMEOUT;
    }
    if (status == 0) {
      return unnumbered(text);
    }
    return Kind.BAD_REQUEST;
  }

  private static Kind unnumbered(String text) {
    if (QUOTA.matcher(text).find()) {
      return Kind.QUOTA;
    }
    if (RATE.matcher(text).find()) {
      return Kind.RATE_LIMIT;
    }
    return text.toLowerCase(Locale.ROOT).contains("invalid_request")
        ? Kind.BAD_REQUEST
        : Kind.PROVIDER_ERROR;
  }

  private static @Nullable String parameter(ErrorBody error) {
    String named = error.parameter();
    if (named != null && !named.isBlank()) {
      return named;
    }
    for (Pattern pattern : PARAMETER) {
      Matcher matcher = pattern.matcher(error.message());
      if (matcher.find()) {
        return matcher.group(1);
      }
    }
    return null;
  }

  private static String notAnApi(
      int status, List<Header> headers, boolean html, String said, String address) {
    String location = "";
    for (Header header : headers) {
      if (header.isNamed("Location")) {
        location = header.value();
      }
    }
    if (!location.isEmpty()) {
      return address + " redirects to " + location + " (HTTP " + status + ").";
    }
    String what = html ? "a web page" : said.isBlank() ? "nothing" : "\"" + said + "\"";
    return address
        + " answered with "
        + what
        + " (HTTP "
        + status
        + (html && !said.isBlank() ? ", title \"" + said + "\"" : "")
        + "), not with the chat completions protocol.";
  }

  private static String htmlTitle(String body) {
    Matcher title = HTML_TITLE.matcher(body);
    return title.find() ? title.group(1) : "";
  }

  /** Whether text begins like a web page. */
  static boolean isPage(String text) {
    return HTML.matcher(text).find();
  }

  private static String clean(String message) {
    String cut =
        message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) + " …" : message;
    return Secrets.redact(cut);
  }
}

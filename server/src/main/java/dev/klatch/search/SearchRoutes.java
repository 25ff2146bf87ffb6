package dev.klatch.search;

import dev.klatch.conversation.Conversation;
import dev.klatch.conversation.Message;
import dev.klatch.conversation.MessageService;
import dev.klatch.conversation.MessageWire;
import dev.klatch.http.Access;
import dev.klatch.http.AppException;
import dev.klatch.http.Exchange;
import dev.klatch.http.Router;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The search of the wire contract and, at {@code /api/klatch/search}, with fragments and filters.
 */
public final class SearchRoutes {
  private static final int CONTRACT_PAGE = 25;
  private static final int PAGE = 40;
  private static final int MAX_TAGS = 100;

  private final @Nullable SearchService service;
  private final MessageService messages;

  /**
   * @param service null when search is turned off: then nothing is found
   */
  public SearchRoutes(@Nullable SearchService service, MessageService messages) {
    this.service = service;
    this.messages = messages;
  }

  public void register(Router router) {
    router.get("/api/search/enable", Access.USER, exchange -> exchange.reply(service != null));
    router.get("/api/messages", Access.USER, this::messages);
    router.get("/api/klatch/search", Access.USER, this::search);
  }

  /** One route of the contract for three things: a message, a conversation's page, a search. */
  private void messages(Exchange exchange) {
    String user = exchange.principal().id();
    String conversationId = exchange.query("conversationId");
    String messageId = exchange.query("messageId");
    String text = exchange.query("search");
    if (conversationId != null) {
      exchange.reply(
          messages
              .findConversation(user, conversationId)
              .map(conversation -> ofConversation(exchange, conversation, messageId))
              .orElseGet(SearchWire::none));
      return;
    }
    if (text == null || service == null) {
      exchange.reply(SearchWire.none());
      return;
    }
    SearchService.Page page =
        service.search(
            new SearchRequest(
                user,
                text,
                null,
                null,
                null,
                List.of(),
                true,
                number(exchange.query("cursor"), 0),
                number(exchange.query("pageSize"), CONTRACT_PAGE)));
    exchange.reply(SearchWire.messages(page));
  }

  private ObjectNode ofConversation(
      Exchange exchange, Conversation conversation, @Nullable String messageId) {
    if (messageId != null) {
      return SearchWire.messages(
          conversation, messages.find(conversation, messageId).stream().toList(), null);
    }
    int size = Math.max(1, number(exchange.query("pageSize"), CONTRACT_PAGE));
    List<Message> page =
        messages.page(
            conversation,
            cursor(exchange.query("cursor")),
            "asc".equals(exchange.query("sortDirection")),
            size);
    return SearchWire.messages(
        conversation,
        page,
        page.size() < size ? null : MessageWire.time(page.getLast().createdAt()));
  }

  /** The time where a page ended; a forged one starts at the beginning, as in the reference. */
  private static @Nullable Instant cursor(@Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private void search(Exchange exchange) {
    if (service == null) {
      throw new AppException(
          404,
          "SEARCH_OFF",
          "Search is turned off on this server: SEARCH=false is set. Remove it to search.");
    }
    String text = exchange.query("q");
    if (text == null) {
      throw AppException.badRequest("QUERY_REQUIRED", "q is missing: say what to search for.");
    }
    SearchService.Page page =
        service.search(
            new SearchRequest(
                exchange.principal().id(),
                text,
                day(exchange, "from", false),
                day(exchange, "to", true),
                exchange.query("conversationId") == null
                    ? null
                    : exchange.queryAll("conversationId"),
                exchange.queryAll("tag").stream().limit(MAX_TAGS).toList(),
                false,
                number(exchange.query("offset"), 0),
                number(exchange.query("limit"), PAGE)));
    exchange.reply(SearchWire.page(page));
  }

  private static int number(@Nullable String text, int fallback) {
    try {
      return text == null ? fallback : Math.max(0, Integer.parseInt(text));
    } catch (NumberFormatException e) {
      return fallback;
    }
  }

  /** A day such as 2026-11-20 or a time in ISO form; a day as the end of a range is meant whole. */
  private static @Nullable Instant day(Exchange exchange, String name, boolean end) {
    String text = exchange.query(name);
    if (text == null) {
      return null;
    }
    try {
      if (text.length() > "2026-11-20".length()) {
        return Instant.parse(text);
      }
      LocalDate day = LocalDate.parse(text);
      return end
          ? day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusMillis(1)
          : day.atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException e) {
      throw AppException.badRequest(
          "INVALID_DATE", name + " is no date. Write it as 2026-11-20 or 2026-11-20T10:00:00Z.");
    }
  }
}

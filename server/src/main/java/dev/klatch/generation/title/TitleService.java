package dev.klatch.generation.title;

import dev.klatch.catalog.CatalogService;
import dev.klatch.conversation.Conversation;
import dev.klatch.conversation.ConversationStore;
import dev.klatch.conversation.Message;
import dev.klatch.generation.journal.RunEvent;
import dev.klatch.generation.journal.RunFold;
import dev.klatch.generation.journal.RunJournal;
import dev.klatch.generation.journal.RunLog;
import dev.klatch.generation.run.Run;
import dev.klatch.provider.CallContext;
import dev.klatch.provider.Cancellation;
import dev.klatch.provider.ChatModel;
import dev.klatch.provider.EndpointConfig;
import dev.klatch.provider.EndpointConfig.TitleConfig;
import dev.klatch.provider.Part;
import dev.klatch.provider.ProviderException;
import dev.klatch.provider.StreamPart;
import dev.klatch.providerkey.ProviderKeyService;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes a title for a new conversation, beside the first answer or after it. */
public final class TitleService {
  /** How long a request for a title waits for it (wire contract 3.9). */
  static final Duration WAIT = Duration.ofSeconds(15);

  private static final Logger LOG = System.getLogger(TitleService.class.getName());
  private static final Duration LIMIT = Duration.ofSeconds(45);
  private static final String PROMPT =
      "Write a title for this conversation: at most five words, in the language of the conversation,"
          + " without quotation marks and without a full stop. Answer with the title only.\n\n{convo}";
  private static final String TEMPLATE = "User: {input}\nAI: {output}";
  private static final int FALLBACK_LENGTH = 40;
  private static final int INPUT_LENGTH = 4_000;

  private final Function<EndpointConfig, ChatModel> models;
  private final CatalogService catalog;
  private final ProviderKeyService keys;
  private final ConversationStore conversations;
  private final RunJournal journal;
  private final boolean enabled;
  private final ConcurrentMap<String, Pending> pending = new ConcurrentHashMap<>();

  /**
   * @param enabled the switch for all endpoints ({@code TITLE_CONVO})
   */
  public TitleService(
      Function<EndpointConfig, ChatModel> models,
      CatalogService catalog,
      ProviderKeyService keys,
      ConversationStore conversations,
      RunJournal journal,
      boolean enabled) {
    this.models = models;
    this.catalog = catalog;
    this.keys = keys;
    this.conversations = conversations;
    this.journal = journal;
    this.enabled = enabled;
  }

  /** A title that is being made. */
  private record Pending(String userId, CountDownLatch done, Cancellation cancellation) {}

  /** Gives up the titles that are being made for a user. */
  public void stopAll(String userId) {
    for (Pending waiting : pending.values()) {
      if (waiting.userId().equals(userId)) {
        waiting.cancellation().cancel();
      }
    }
  }

  /** Begins to make a title where one is wanted: once, on a conversation's first turn. */
  public void onStart(Run run) {
    TitleConfig config = run.endpoint().title();
    if (!enabled || !config.enabled() || !run.firstTurn() || run.conversation().temporary()) {
      return;
    }
    Pending mine = new Pending(run.user().id(), new CountDownLatch(1), new Cancellation());
    pending.put(run.conversationId(), mine);
    Thread.ofVirtual()
        .name("title-" + run.conversationId())
        .start(
            () -> {
              try {
                make(run, config, mine.cancellation());
              } finally {
                mine.done().countDown();
                pending.remove(run.conversationId(), mine);
              }
            });
  }

  /** The conversation's title, waiting for one that is being made; empty when there is none. */
  public Optional<String> await(String userId, String conversationId) throws InterruptedException {
    Pending waiting = pending.get(conversationId);
    if (waiting != null && waiting.userId().equals(userId)) {
      boolean done = waiting.done().await(WAIT.toMillis(), TimeUnit.MILLISECONDS);
      if (!done) {
        return Optional.empty();
      }
    }
    return conversations
        .find(userId, conversationId)
        .map(Conversation::title)
        .filter(title -> !title.equals(Conversation.UNTITLED));
  }

  private void make(Run run, TitleConfig config, Cancellation cancellation) {
    try {
      if (config.timing() == TitleConfig.Timing.FINAL) {
        try (RunLog.Reader reader = run.log().resume(fold -> Boolean.TRUE).reader()) {
          reader.awaitEnd(Duration.ofHours(1));
        }
      }
      String title = ask(run, config, cancellation);
      conversations.entitle(run.user().id(), run.conversationId(), title);
      announce(run, title);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "no title for {0}: {1}", run.conversationId(), e.getMessage());
    }
  }

  private void announce(Run run, String title) {
    if (run.log().isEnded()) {
      return;
    }
    List<RunEvent> event = List.of(new RunEvent.Titled(title));
    try {
      journal.append(run.id(), event);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "title not journaled: {0}", e.getMessage());
    }
    run.log().append(event);
  }

  private String ask(Run run, TitleConfig config, Cancellation cancellation) {
    EndpointConfig endpoint = endpoint(run, config);
    String chosen = config.model();
    String model = chosen == null || chosen.equals("current_model") ? run.model() : chosen;
    CallContext context =
        new CallContext(
            CallContext.Purpose.TITLE,
            run.user().id(),
            run.conversationId(),
            run.answerId(),
            run.placeholders(),
            keys.credentials(run.user().id(), endpoint).orElse(null),
            cancellation);
    StringBuilder answer = new StringBuilder();
    Thread limit = limit(cancellation);
    try {
      models.apply(endpoint).stream(
          TitleRequest.of(model, config.method(), prompt(run, config)),
          context,
          batch -> collect(batch, answer));
    } catch (ProviderException e) {
      LOG.log(
          Level.WARNING,
          "title by {0} {1} failed ({2}): the first words are used",
          endpoint.name(),
          model,
          e.kind().wireName());
      return fallback(run.userMessage());
    } finally {
      limit.interrupt();
    }
    String title = TitleRequest.clean(answer.toString());
    return title.isEmpty() ? fallback(run.userMessage()) : title;
  }

  private static Thread limit(Cancellation cancellation) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try {
                Thread.sleep(LIMIT);
                cancellation.cancel();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private EndpointConfig endpoint(Run run, TitleConfig config) {
    @Nullable String name = config.endpoint();
    if (name == null || name.equals(run.endpoint().name())) {
      return run.endpoint();
    }
    return catalog
        .endpoint(name)
        .orElseGet(
            () -> {
              LOG.log(Level.WARNING, "titleEndpoint {0} is not configured: not used", name);
              return run.endpoint();
            });
  }

  private static String prompt(Run run, TitleConfig config) {
    String output = run.log().inspect(TitleService::text);
    String input = run.userMessage().text();
    String template = config.promptTemplate() == null ? TEMPLATE : config.promptTemplate();
    String convo =
        template
            .replace("{input}", cut(input, INPUT_LENGTH))
            .replace("{output}", cut(output, INPUT_LENGTH));
    String prompt = config.prompt() == null ? PROMPT : config.prompt();
    return prompt.contains("{convo}") ? prompt.replace("{convo}", convo) : prompt + "\n\n" + convo;
  }

  private static String text(RunFold fold) {
    StringBuilder text = new StringBuilder();
    for (Part part : fold.parts()) {
      if (part instanceof Part.Text t) {
        text.append(t.text());
      }
    }
    return text.toString();
  }

  private static String cut(String text, int length) {
    return text.length() <= length
        ? text
        : text.substring(
            0, text.offsetByCodePoints(0, Math.min(length, text.codePointCount(0, text.length()))));
  }

  private static void collect(List<StreamPart> batch, StringBuilder answer) {
    for (StreamPart part : batch) {
      if (part instanceof StreamPart.TextDelta delta) {
        answer.append(delta.text());
      } else if (part instanceof StreamPart.ToolCallDelta call) {
        answer.append(call.arguments());
      }
    }
  }

  /** The first words of what the user wrote. */
  public static String fallback(Message question) {
    String line = question.text().strip().replaceAll("\\s+", " ");
    if (line.codePointCount(0, line.length()) <= FALLBACK_LENGTH) {
      return line;
    }
    return line.substring(0, line.offsetByCodePoints(0, FALLBACK_LENGTH)).strip() + "…";
  }
}

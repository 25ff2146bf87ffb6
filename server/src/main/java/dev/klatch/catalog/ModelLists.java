package dev.klatch.catalog;

import dev.klatch.provider.CallContext;
import dev.klatch.provider.Cancellation;
import dev.klatch.provider.ChatProvider;
import dev.klatch.provider.EndpointConfig;
import dev.klatch.provider.ModelInfo;
import dev.klatch.provider.ProviderException;
import dev.klatch.providerkey.ProviderKeyService;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The models of each endpoint: the fixed list, or what the provider answered last. Asked again in
 * the background when older than two minutes; nobody waits but the very first, and that one at most
 * two seconds.
 */
final class ModelLists {
  private static final Logger LOG = System.getLogger(ModelLists.class.getName());
  private static final Duration FRESH = Duration.ofMinutes(2);
  private static final int MAX_ENTRIES = 2_000;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(15);

  private final Function<EndpointConfig, ChatProvider> providers;
  private final Clock clock;
  private final Duration firstWait;
  private final Map<String, Entry> entries = new LinkedHashMap<>(64, 0.75f, true);

  /**
   * @param firstWait how long the first answer waits for a provider
   */
  ModelLists(Function<EndpointConfig, ChatProvider> providers, Clock clock, Duration firstWait) {
    this.providers = providers;
    this.clock = clock;
    this.firstWait = firstWait;
  }

  /**
   * An endpoint, and on whose behalf it is asked.
   *
   * @param userId null: the server itself
   * @param credentials what that user brought; null exactly when the user is
   */
  record Asked(
      EndpointConfig endpoint,
      @Nullable String userId,
      CallContext.@Nullable UserCredentials credentials) {
    private boolean isFetched() {
      // Without a key there is nobody to ask as.
      boolean ready = credentials != null || !ProviderKeyService.isAsked(endpoint);
      return endpoint.fetchModels() && ready;
    }

    private String key() {
      return endpoint.name() + '\n' + (userId == null ? "" : userId);
    }
  }

  /** The lists of some endpoints, in their order; all are asked for at once. */
  List<List<ModelInfo>> of(List<Asked> endpoints) {
    List<@Nullable Entry> asked = new ArrayList<>();
    for (Asked one : endpoints) {
      asked.add(one.isFetched() ? entry(one) : null);
    }
    long deadline = System.nanoTime() + firstWait.toNanos();
    List<List<ModelInfo>> lists = new ArrayList<>();
    for (int i = 0; i < endpoints.size(); i++) {
      Entry entry = asked.get(i);
      lists.add(
          entry == null
              ? endpoints.get(i).endpoint().models()
              : entry.list(deadline - System.nanoTime()));
    }
    return lists;
  }

  /** The list of one endpoint that needs no key of a user. */
  List<ModelInfo> of(EndpointConfig endpoint) {
    return of(List.of(new Asked(endpoint, null, null))).getFirst();
  }

  private Entry entry(Asked asked) {
    Entry entry;
    synchronized (entries) {
      entry =
          entries.compute(
              asked.key(),
              (name, old) -> old != null && old.asked.equals(asked) ? old : new Entry(asked));
      if (entries.size() > MAX_ENTRIES) {
        var eldest = entries.keySet().iterator();
        eldest.next();
        eldest.remove();
      }
    }
    entry.refreshIfDue();
    return entry;
  }

  /** One endpoint's list and the state of its refreshing. */
  private final class Entry {
    private final Asked asked;
    private final EndpointConfig endpoint;
    private final CountDownLatch firstTried = new CountDownLatch(1);
    private volatile @Nullable List<ModelInfo> fetched;
    private @Nullable Instant due;
    private boolean refreshing;

    Entry(Asked asked) {
      this.asked = asked;
      this.endpoint = asked.endpoint();
    }

    List<ModelInfo> list(long waitNanos) {
      try {
        if (fetched == null
            && waitNanos > 0
            && !firstTried.await(waitNanos, TimeUnit.NANOSECONDS)) {
          // It was slow once; whoever asks next gets the default list without waiting.
          firstTried.countDown();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      List<ModelInfo> list = fetched;
      return list == null ? endpoint.models() : list;
    }

    synchronized void refreshIfDue() {
      if (!refreshing && (due == null || !clock.instant().isBefore(due))) {
        refreshing = true;
        Thread.ofVirtual().name("models-" + endpoint.name()).start(this::refresh);
      }
    }

    private void refresh() {
      Duration life = RETRY_AFTER;
      try {
        List<ModelInfo> answer = providers.apply(endpoint).listModels(endpoint, context());
        if (!answer.isEmpty()) {
          fetched = described(answer);
          life = FRESH;
        }
      } catch (ProviderException e) {
        LOG.log(
            Level.WARNING,
            "model list of endpoint {0} could not be fetched, its default list is shown: {1}",
            endpoint.name(),
            e.getMessage());
      } catch (RuntimeException e) {
        LOG.log(Level.ERROR, "model list of endpoint " + endpoint.name() + " failed", e);
      } finally {
        finished(clock.instant().plus(life));
      }
    }

    private CallContext context() {
      return new CallContext(
          CallContext.Purpose.MODEL_LIST,
          asked.userId(),
          null,
          null,
          Map.of(),
          asked.credentials(),
          new Cancellation());
    }

    private synchronized void finished(Instant nextDue) {
      refreshing = false;
      due = nextDue;
      firstTried.countDown();
    }

    /** Fetched models with the descriptions the configuration gives some of them. */
    private List<ModelInfo> described(List<ModelInfo> answer) {
      Map<String, ModelInfo> configured =
          endpoint.models().stream()
              .collect(Collectors.toMap(ModelInfo::id, model -> model, (first, second) -> first));
      return answer.stream()
          .map(
              model -> {
                ModelInfo own = configured.get(model.id());
                return own == null || own.description() == null ? model : own;
              })
          .toList();
    }
  }
}

package dev.klatch.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.klatch.provider.CallContext;
import dev.klatch.provider.CallContext.UserCredentials;
import dev.klatch.provider.ChatModel;
import dev.klatch.provider.ChatProvider;
import dev.klatch.provider.EndpointConfig;
import dev.klatch.provider.ModelInfo;
import dev.klatch.provider.ProviderException;
import dev.klatch.testing.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ModelListsTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final TestClock clock = new TestClock();
  private final AtomicInteger calls = new AtomicInteger();

  private ModelLists lists(Endpoints.Listing provider, Duration firstWait) {
    return new ModelLists(
        endpoint -> {
          calls.incrementAndGet();
          return provider;
        },
        clock,
        firstWait);
  }

  private static List<String> ids(List<ModelInfo> models) {
    return models.stream().map(ModelInfo::id).toList();
  }

  @Test
  void fixedListsAndKeysOfUsersAskNobody() {
    ModelLists lists = lists(endpoint -> List.of(ModelInfo.of("fetched")), LONG);
    EndpointConfig fixed =
        Endpoints.endpoint("A", EndpointConfig.Type.CUSTOM, "k", false, ModelInfo.of("one"));
    EndpointConfig owned =
        Endpoints.endpoint(
            "B", EndpointConfig.Type.CUSTOM, "user_provided", true, ModelInfo.of("two"));

    assertEquals(List.of("one"), ids(lists.of(fixed)));
    assertEquals(List.of("two"), ids(lists.of(owned)));
    assertEquals(0, calls.get());
  }

  @Test
  void theFirstAnswerWaitsForTheProviderAndTheNextComesFromMemory() {
    ModelLists lists =
        lists(endpoint -> List.of(ModelInfo.of("new-1"), ModelInfo.of("new-2")), LONG);
    EndpointConfig endpoint = Endpoints.fetched("A", "default");

    assertEquals(List.of("new-1", "new-2"), ids(lists.of(endpoint)));
    clock.advance(Duration.ofSeconds(119));
    assertEquals(List.of("new-1", "new-2"), ids(lists.of(endpoint)));
    assertEquals(1, calls.get());
  }

  @Test
  void aSlowProviderCostsTheFirstOneAShortWaitAndOthersNothing() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    ModelLists lists =
        lists(
            endpoint -> {
              await(answer);
              answered.countDown();
              return List.of(ModelInfo.of("late"));
            },
            Duration.ofMillis(20));
    EndpointConfig endpoint = Endpoints.fetched("A", "default");

    assertEquals(List.of("default"), ids(lists.of(endpoint)));
    assertEquals(List.of("default"), ids(lists.of(endpoint)));
    answer.countDown();
    answered.await();
    while (!ids(lists.of(endpoint)).equals(List.of("late"))) {
      Thread.onSpinWait();
    }
    assertEquals(1, calls.get(), "one call in flight at a time");
  }

  @Test
  void anOldListIsShownWhileANewOneIsFetched() throws Exception {
    LinkedBlockingQueue<String> answers = new LinkedBlockingQueue<>(List.of("first"));
    ModelLists lists = lists(endpoint -> List.of(ModelInfo.of(take(answers))), LONG);
    EndpointConfig endpoint = Endpoints.fetched("A", "default");
    assertEquals(List.of("first"), ids(lists.of(endpoint)));
    clock.advance(Duration.ofMinutes(2));

    assertEquals(List.of("first"), ids(lists.of(endpoint)));
    answers.put("second");
    while (!ids(lists.of(endpoint)).equals(List.of("second"))) {
      Thread.onSpinWait();
    }
    assertEquals(2, calls.get());
  }

  @Test
  void aFailureShowsTheDefaultListAndIsTriedAgainSoon() {
    ModelLists lists =
        lists(
            endpoint -> {
              if (calls.get() == 1) {
                throw ProviderException.of(ProviderException.Kind.NETWORK, "no route").build();
              }
              return List.of(ModelInfo.of("back"));
            },
            LONG);
    EndpointConfig endpoint = Endpoints.fetched("A", "default");

    assertEquals(List.of("default"), ids(lists.of(endpoint)));
    assertEquals(List.of("default"), ids(lists.of(endpoint)));
    assertEquals(1, calls.get());
    clock.advance(Duration.ofSeconds(15));
    while (!ids(lists.of(endpoint)).equals(List.of("back"))) {
      Thread.onSpinWait();
    }
  }

  @Test
  void anEmptyAnswerAndABrokenAdapterKeepTheDefaultList() {
    EndpointConfig endpoint = Endpoints.fetched("A", "default");
    assertEquals(List.of("default"), ids(lists(e -> List.of(), LONG).of(endpoint)));
    ModelLists broken =
        lists(
            e -> {
              throw new IllegalStateException("a bug");
            },
            LONG);
    assertEquals(List.of("default"), ids(broken.of(endpoint)));
  }

  @Test
  void configuredDescriptionsStayAndAChangedEndpointIsAskedAnew() {
    ModelLists lists = lists(endpoint -> List.of(ModelInfo.of("big"), ModelInfo.of("other")), LONG);
    ModelInfo described = new ModelInfo("big", "The big one", 200_000);
    EndpointConfig endpoint =
        Endpoints.endpoint("A", EndpointConfig.Type.CUSTOM, "k", true, described);

    assertEquals(List.of(described, ModelInfo.of("other")), lists.of(endpoint));
    lists.of(Endpoints.fetched("A", "default"));
    assertEquals(2, calls.get());
  }

  @Test
  void aKeyOfAPersonListsThatPersonsModels() {
    List<String> askedWith = new CopyOnWriteArrayList<>();
    ChatProvider provider =
        new ChatProvider() {
          @Override
          public ChatModel chatModel(EndpointConfig endpoint) {
            throw new IllegalStateException("no chat in this test");
          }

          @Override
          public List<ModelInfo> listModels(EndpointConfig endpoint, CallContext context) {
            UserCredentials own = context.credentials();
            String key = own == null ? "none" : own.apiKey();
            askedWith.add(context.userId() + " " + key);
            return List.of(ModelInfo.of("of-" + key));
          }
        };
    ModelLists lists = new ModelLists(endpoint -> provider, clock, LONG);
    EndpointConfig owned =
        Endpoints.endpoint(
            "B", EndpointConfig.Type.CUSTOM, "user_provided", true, ModelInfo.of("default"));
    ModelLists.Asked alice = new ModelLists.Asked(owned, "alice", new UserCredentials("a", null));
    ModelLists.Asked bob = new ModelLists.Asked(owned, "bob", new UserCredentials("b", null));
    ModelLists.Asked changed = new ModelLists.Asked(owned, "bob", new UserCredentials("c", null));

    assertEquals(List.of("of-a"), ids(lists.of(List.of(alice)).getFirst()));
    assertEquals(List.of("of-b"), ids(lists.of(List.of(bob)).getFirst()));
    assertEquals(List.of("of-a"), ids(lists.of(List.of(alice)).getFirst()));
    assertEquals(List.of("of-c"), ids(lists.of(List.of(changed)).getFirst()));
    assertEquals(List.of("default"), ids(lists.of(owned)));
    assertEquals(List.of("alice a", "bob b", "bob c"), askedWith);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String take(LinkedBlockingQueue<String> answers) {
    try {
      return String.valueOf(answers.poll(20, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }
}

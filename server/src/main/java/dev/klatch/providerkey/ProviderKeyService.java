package dev.klatch.providerkey;

import dev.klatch.crypto.SecretBox;
import dev.klatch.http.AppException;
import dev.klatch.provider.CallContext.UserCredentials;
import dev.klatch.provider.EndpointConfig;
import dev.klatch.sql.Database;
import dev.klatch.telemetry.Secrets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rules of keys people bring: stored encrypted, used for their owner only, gone when expired. */
public final class ProviderKeyService {
  private static final int MAX_NAME = 128;
  private static final int MAX_KEYS = 100;

  /** How long an expired key is remembered, without its value, to tell its owner. */
  private static final Duration MEMORY = Duration.ofDays(30);

  private final ProviderKeyStore store;
  private final SecretBox box;
  private final Clock clock;

  public ProviderKeyService(Database database, SecretBox box, Clock clock) {
    this.store = new ProviderKeyStore(database);
    this.box = box;
    this.clock = clock;
  }

  /**
   * A key as its owner sees it.
   *
   * @param baseUrl the address stored with it, or null
   */
  record Listed(ProviderKey key, boolean expired, @Nullable String baseUrl) {}

  /**
   * Stores a key in place of one of the same name.
   *
   * @param value the key, or JSON with {@code apiKey} and {@code baseURL}
   * @param expiresAt null: never
   * @throws AppException 400 naming what is wrong
   */
  void put(String userId, String name, String value, @Nullable Instant expiresAt) {
    if (name.isBlank() || name.length() > MAX_NAME) {
      throw AppException.badRequest(
          "INVALID_KEY_NAME", "The name must be that of an endpoint, 1 to 128 characters.");
    }
    Instant now = clock.instant();
    if (expiresAt != null && !expiresAt.isAfter(now)) {
      throw AppException.badRequest("INVALID_EXPIRY", "The key would have expired already.");
    }
    Secrets.registerPassing(KeyValue.check(value).apiKey());
    String sealed = box.seal(value, place(userId, name));
    if (!store.put(new ProviderKey(userId, name, sealed, now, expiresAt), MAX_KEYS)) {
      throw AppException.badRequest(
          "TOO_MANY_KEYS", "There are " + MAX_KEYS + " keys already. Revoke one first.");
    }
  }

  /** The key of a name without its value; expired ones too. */
  Optional<ProviderKey> find(String userId, String name) {
    return store.find(userId, name);
  }

  List<Listed> list(String userId) {
    Instant now = clock.instant();
    return store.list(userId).stream()
        .map(
            key ->
                new Listed(
                    key, key.isExpired(now), open(key).map(UserCredentials::baseUrl).orElse(null)))
        .toList();
  }

  void delete(String userId, String name) {
    store.delete(userId, name);
  }

  /** Removes every key of a user. */
  public void deleteAll(String userId) {
    store.deleteAll(userId);
  }

  /**
   * What a user brought for an endpoint; empty when the endpoint does not ask for it, or what is
   * stored is not enough.
   */
  public Optional<UserCredentials> credentials(String userId, EndpointConfig endpoint) {
    if (!isAsked(endpoint)) {
      return Optional.empty();
    }
    return store
        .find(userId, endpoint.name())
        .filter(key -> !key.isExpired(clock.instant()))
        .flatMap(this::open)
        .filter(found -> !endpoint.userProvidesUrl() || found.baseUrl() != null);
  }

  /** Whether an endpoint asks each user for a key or an address. */
  public static boolean isAsked(EndpointConfig endpoint) {
    return endpoint.userProvidesKey() || endpoint.userProvidesUrl();
  }

  /**
   * Does nothing when a user can use an endpoint.
   *
   * @throws AppException 400 with the type clients of the contract know when the user has to bring
   *     a key, or another one, first
   */
  public void require(String userId, EndpointConfig endpoint) {
    if (!isAsked(endpoint)) {
      return;
    }
    String name = endpoint.name();
    ProviderKey key =
        store
            .find(userId, name)
            .orElseThrow(
                () ->
                    refused(
                        "no_user_key",
                        name + " asks each user for a key, and you have stored none. Enter one.",
                        name));
    Instant expiresAt = key.expiresAt();
    if (expiresAt != null && key.isExpired(clock.instant())) {
      throw refused(
              "expired_user_key", "Your key for " + name + " has expired. Enter it again.", name)
          .with("expiredAt", expiresAt.toString());
    }
    UserCredentials found =
        open(key)
            .orElseThrow(
                () ->
                    refused(
                        "invalid_user_key",
                        "Your key for " + name + " can no longer be read. Enter it again.",
                        name));
    if (endpoint.userProvidesUrl() && found.baseUrl() == null) {
      throw refused(
          "no_base_url", name + " asks each user for an address beside the key. Enter it.", name);
    }
  }

  private static AppException refused(String type, String message, String endpoint) {
    return AppException.badRequest(type, message).with("type", type).with("endpoint", endpoint);
  }

  private Optional<UserCredentials> open(ProviderKey key) {
    Optional<UserCredentials> found =
        box.open(key.value(), place(key.userId(), key.name())).flatMap(KeyValue::read);
    found.ifPresent(credentials -> Secrets.registerPassing(credentials.apiKey()));
    return found;
  }

  private static String place(String userId, String name) {
    return "provider_key.value:" + userId + ":" + name;
  }

  /** Empties expired keys; to be called now and then. */
  public void purge() {
    Instant now = clock.instant();
    store.purge(now, now.minus(MEMORY));
  }
}

package dev.klatch.provider;

import org.jspecify.annotations.Nullable;

/**
 * What a person needs to know about a failed answer: who failed, why and what to do.
 *
 * @param kind class of the failure
 * @param endpoint name of the endpoint as configured
 * @param model model asked
 * @param status HTTP status, or null when no reply came
 * @param message what the provider said, shortened, without secrets
 * @param cause one sentence: why
 * @param fix one sentence: what to do
 * @param parameter offending request field, when known
 * @param attempts how many times the call was made
 * @param retryable whether asking again may help
 * @param wireId id of the wire record of the last attempt
 */
public record FailureDetail(
    ProviderException.Kind kind,
    String endpoint,
    String model,
    @Nullable Integer status,
    String message,
    String cause,
    String fix,
    @Nullable String parameter,
    int attempts,
    boolean retryable,
    @Nullable String wireId) {}

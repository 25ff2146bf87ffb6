/**
 * Outbound HTTP: one pooled client, one watchdog, one guard against addresses inside the network.
 * Adapters and features call it through {@link dev.klatch.httpclient.HttpTransport}. Invariant:
 * every byte sent or received passes an {@link dev.klatch.httpclient.ExchangeObserver}.
 */
@NullMarked
package dev.klatch.httpclient;

import org.jspecify.annotations.NullMarked;

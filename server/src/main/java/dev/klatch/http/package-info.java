/**
 * HTTP as the features see it: routes, requests and replies over Helidon, one error shape, one
 * place where a caller's identity is checked. Any floor above may use it. Invariant: every route
 * names the access it needs, and no handler runs before that was checked.
 */
@NullMarked
package dev.klatch.http;

import org.jspecify.annotations.NullMarked;

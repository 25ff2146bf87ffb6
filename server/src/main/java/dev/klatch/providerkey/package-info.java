/**
 * Keys that people bring for endpoints which ask each user for one. The catalogue and the run
 * engine ask {@link dev.klatch.providerkey.ProviderKeyService} for them. Invariant: a key leaves
 * this package only towards the provider it was stored for, and on behalf of its owner.
 */
@NullMarked
package dev.klatch.providerkey;

import org.jspecify.annotations.NullMarked;

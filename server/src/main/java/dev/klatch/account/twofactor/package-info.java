/**
 * The second factor: one-time codes of an authenticator app, and backup codes for those who lost
 * it. Invariant: no code opens anything twice.
 */
@NullMarked
package dev.klatch.account.twofactor;

import org.jspecify.annotations.NullMarked;

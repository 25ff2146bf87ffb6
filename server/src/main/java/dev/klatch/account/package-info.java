/**
 * Users, their passwords and sign-in sessions, and who sends a request. Every feature above may ask
 * {@link dev.klatch.account.AccountService} for a user. Invariant: a deleted or demoted user has
 * lost access by the time the change returns.
 */
@NullMarked
package dev.klatch.account;

import org.jspecify.annotations.NullMarked;

/**
 * What people change of their own account: names, password, and that it exists. Invariant: a
 * password or an account changes only for who knows the password, or the second factor, now.
 */
@NullMarked
package dev.klatch.account.self;

import org.jspecify.annotations.NullMarked;

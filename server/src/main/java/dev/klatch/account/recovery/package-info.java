/**
 * Links sent by mail: to choose a new password, and to confirm an e-mail address. Invariant: no
 * reply and no delay tells whether an address has an account.
 */
@NullMarked
package dev.klatch.account.recovery;

import org.jspecify.annotations.NullMarked;

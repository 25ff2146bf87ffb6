/**
 * Links to shared conversations: what others may read of them, as it was when the link was made.
 * Invariant: a viewer gets only what {@link dev.klatch.share.ShareSnapshot} writes, and that has no
 * id, name, address, setting or file of the owner's.
 */
@NullMarked
package dev.klatch.share;

import org.jspecify.annotations.NullMarked;

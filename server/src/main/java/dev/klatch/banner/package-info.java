/**
 * The announcement an administrator shows to everyone. Nobody above needs it. Invariant: who is not
 * signed in sees only what is marked public.
 */
@NullMarked
package dev.klatch.banner;

import org.jspecify.annotations.NullMarked;

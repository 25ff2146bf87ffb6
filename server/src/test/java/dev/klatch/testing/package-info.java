/**
 * What tests share: databases of both engines, a clock to set, a running server, a plain client.
 */
@NullMarked
package dev.klatch.testing;

import org.jspecify.annotations.NullMarked;

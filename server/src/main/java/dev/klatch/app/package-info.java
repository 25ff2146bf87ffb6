@NullMarked
package dev.klatch.app;

import org.jspecify.annotations.NullMarked;

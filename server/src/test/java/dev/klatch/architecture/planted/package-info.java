/** Classes that break the rules on purpose; nothing uses them but {@code ArchitectureTest}. */
@NullMarked
package dev.klatch.architecture.planted;

import org.jspecify.annotations.NullMarked;

/**
 * Logs and the request id that ties a log line to an error body. Anyone may use it. Invariant: no
 * registered secret appears in a log line.
 */
@NullMarked
package dev.klatch.telemetry;

import org.jspecify.annotations.NullMarked;

/**
 * The database: one interface over SQLite (embedded) and PostgreSQL, migrations, backup before a
 * migration. Stores of the features use it. Invariant: when {@code write} returns, the change
 * survives a kill of the process.
 */
@NullMarked
package dev.klatch.sql;

import org.jspecify.annotations.NullMarked;

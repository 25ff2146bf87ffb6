/**
 * Search over titles and messages: a Lucene index in the data folder that follows the database. The
 * database is the truth; the index can be thrown away at any time and is made again. Invariant: a
 * query reaches the index only together with the filter on its owner, and what is shown is read
 * from the database for that owner.
 */
@NullMarked
package dev.klatch.search;

import org.jspecify.annotations.NullMarked;

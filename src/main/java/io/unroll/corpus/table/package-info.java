/**
 * Rows of any source that Spark reads. It names {@code example}, {@code files}, {@code records} and
 * {@code storage}.
 *
 * <p>{@link TableReader} opens the table, {@link TableCorpus} chooses columns, {@link TableRows}
 * gives rows without an order an index, {@link TableFiles} says whether the table changed.
 */
@NullMarked
package io.unroll.corpus.table;

import org.jspecify.annotations.NullMarked;

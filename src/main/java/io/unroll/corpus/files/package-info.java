/**
 * Files of examples, and what is read from them as a corpus. It names {@code example} and {@code
 * storage}.
 *
 * <p>Read {@link SourceFile}, {@link SourceParts} and {@link Corpus} first: settings become parts,
 * parts are read into a corpus.
 *
 * <ul>
 *   <li>{@link TextFiles}: the files behind a path. {@link SourceParts}: those of each split.
 *   <li>{@link FileSlices}: {@link FileSlice}s that tasks read side by side, each by a {@link
 *       SliceReader}. {@link SourceRecords}: files that only one task can read.
 *   <li>{@link ParquetFiles}, {@link RowValues}: rows of Parquet files as plain Java values.
 *   <li>{@link ExampleSplits}: the split of every record, and the first of equal examples.
 *   <li>{@link PlaceText}: a place as {@code FILE:LINE}.
 * </ul>
 */
@NullMarked
package io.unroll.corpus.files;

import org.jspecify.annotations.NullMarked;

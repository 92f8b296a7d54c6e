/**
 * Pairs of texts and labelled sequences. It names {@code example}, {@code files}, {@code lines} and
 * {@code storage}.
 *
 * <p>Read {@link LabelledCorpus} first: it chooses among the formats.
 *
 * <ul>
 *   <li>{@link ColumnReader} (TSV and CSV, by {@link RecordFormat}), {@link JsonLines}, {@link
 *       ParquetExamples}: a reader for each format. {@link ColumnNames} and {@link ColumnPlaces}
 *       find columns.
 *   <li>{@link ParallelCorpus}: pairs in columns; or in two files by {@link AlignedFiles}, {@link
 *       AlignedLines} and {@link LineCounts}.
 *   <li>{@link ExampleValues}: values become contents.
 * </ul>
 */
@NullMarked
package io.unroll.corpus.records;

import org.jspecify.annotations.NullMarked;

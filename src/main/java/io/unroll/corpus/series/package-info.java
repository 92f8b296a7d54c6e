/**
 * Series of numbers. It names {@code example}, {@code files} and {@code lines}.
 *
 * <p>Read {@link SeriesCorpus} first: it chooses among the formats.
 *
 * <ul>
 *   <li>{@link TsHeader}, {@link TsSeries}: {@code .ts} files of the UCR and UEA archives.
 *   <li>{@link ParquetSeries}: arrays in columns.
 *   <li>{@link WindowCorpus}: CSV tables in time. {@link CsvTable} and {@link CsvRows} read rows,
 *       {@link Moment} their time, {@link TableStep} tells gaps, {@link WindowCutter} cuts windows.
 * </ul>
 */
@NullMarked
package io.unroll.corpus.series;

import org.jspecify.annotations.NullMarked;

/**
 * Metrics as counts that add up, computed of labels, spans, numbers and texts; nothing of networks,
 * batches or Spark.
 *
 * <p>Read {@link io.unroll.evaluation.measure.Additive} first, then {@link
 * io.unroll.evaluation.measure.Tally}, which turns counts into {@link
 * io.unroll.evaluation.measure.Measurement}s, each with the signature that says what its figure
 * depends on.
 *
 * <ul>
 *   <li>Right or wrong: {@code Exact}; with the probability of the answer, {@code Calibration}.
 *   <li>Labels: {@code LabelScores}, {@code Ranking} of two labels, {@code SpanScores} over {@code
 *       Span}; {@code Overlap} is precision, recall and F1.
 *   <li>Numbers: {@code Errors}.
 *   <li>Texts: {@code TextScores} of {@code Bleu} ({@code MtevalTokenizer}, {@code Ngrams}, {@code
 *       ReferenceCounts}), {@code ChrF}, {@code EditRate} ({@code EditDistance}) and {@code
 *       SlotError}; {@code Blanks} are those of Python.
 *   <li>Any of them: {@code Counts} by {@code Group}, resampled by {@code Bootstrap}.
 * </ul>
 */
@NullMarked
package io.unroll.evaluation.measure;

import org.jspecify.annotations.NullMarked;

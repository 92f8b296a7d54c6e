/**
 * Evaluation of a trained network on a held-out split, on the workers; every metric has a
 * signature.
 *
 * <p>Read {@code Evaluator} first, then {@code AnswerKind}: what a {@link
 * io.unroll.config.LearningTask} is judged by, what is counted of its answers ({@code
 * AnswerScores}), its metrics and its baselines; there is one class a kind. {@code SplitScoring}
 * scores a partition: the loss with the targets given, and the answers, which {@code AnswerScoring}
 * compares with their {@code Reference}; {@code SplitSums} adds both up, and the {@code Evaluation}
 * holds what the report shows. {@code BaselineScores} computes what the headline has to beat;
 * {@code StopMetrics} lets training stop by a metric; {@code Drift} compares new data with known
 * ones. The metrics themselves are in {@link io.unroll.evaluation.measure}.
 */
@NullMarked
package io.unroll.evaluation;

import org.jspecify.annotations.NullMarked;

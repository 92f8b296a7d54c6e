/**
 * Evaluation of a trained network on a held-out split, on the workers; every metric has a
 * signature.
 *
 * <p>Read {@code Evaluator} first. It has {@code SplitScoring} score each partition: the loss with
 * the targets given, and the answers, which {@code AnswerScoring} compares with their {@code
 * Reference}. {@code SplitSums} adds both up, {@code Measurements} turns the sums into metrics, the
 * {@code Headline} first, and the {@code Evaluation} holds what the report shows. {@code
 * BaselineScores} says what the headline has to beat; {@code StopMetrics} lets training stop by a
 * metric; {@code Drift} compares new data with known ones. The metrics themselves are in {@link
 * io.unroll.evaluation.measure}.
 */
@NullMarked
package io.unroll.evaluation;

import org.jspecify.annotations.NullMarked;

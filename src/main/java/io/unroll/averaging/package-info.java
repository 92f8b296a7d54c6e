/**
 * K models made one over Spark: rounds of local training, slices that are scattered, reduced and
 * gathered among executors, and the outer rules that move the shared model.
 *
 * <p>What a worker trains on is the caller's; only {@link
 * io.unroll.averaging.AveragingTrainingMaster}, which brings the rounds to Deeplearning4j's own
 * Spark front end, knows batches, and those are Deeplearning4j's.
 */
@NullMarked
package io.unroll.averaging;

import org.jspecify.annotations.NullMarked;

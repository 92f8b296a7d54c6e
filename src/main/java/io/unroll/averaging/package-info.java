/**
 * K models averaged into one over Spark: rounds of local training, slices that are scattered,
 * reduced and gathered among executors, and the outer rules that move the shared model.
 *
 * <p>Read first {@link AveragingRounds}, the interface of a round, and its two forms: {@link
 * DriverRounds} for small models, {@link ExecutorRounds} for models in slices. Then:
 *
 * <ul>
 *   <li><b>a worker's part</b>: {@link WorkerTask} gathers the model ({@link Delivery}, {@link
 *       KeptSlots}, {@link ModelState}) and calls a {@link LocalTraining};
 *   <li><b>a slice</b>: {@link Slicing} divides the model, a {@link Slot} is a slice with its
 *       state, {@link SliceReduction} averages its {@link Piece}s by {@link WeightedMean};
 *   <li><b>the outer rule</b>: {@link OuterRule} and its forms {@link PlainAverage}, {@link
 *       BlockMomentum}, {@link NesterovStep};
 *   <li><b>failures</b>: {@link ModelLost} if a slice is gone, {@link SparkJobFailed} for the rest.
 * </ul>
 *
 * <p>Batches belong to the caller. Only {@link AveragingTrainingMaster}, which brings the rounds to
 * Deeplearning4j's own Spark front end, knows batches, and those are Deeplearning4j's.
 */
@NullMarked
package io.unroll.averaging;

import org.jspecify.annotations.NullMarked;

/**
 * Training by parameter averaging: the local step, rounds over Spark workers, checkpoints, stopping
 * and progress. Knows networks only as blueprints.
 *
 * <p>Read first {@link EpochLoop}: rounds until the epochs are done, validation and checkpoints
 * between them. {@link AveragingTrainer} starts it; {@link StockMasterTrainer} trains under
 * Deeplearning4j's own master instead. Then:
 *
 * <ul>
 *   <li><b>a round on a worker</b>: {@link WorkerBatches} deals the batches out, {@link RoundPlan}
 *       picks those of the round, {@link LocalRound} trains on them, one {@link TrainingStep} after
 *       another ({@link AdamStep}, {@link GlobalNorm}, {@link LearningRate}); {@link NetworkPool}
 *       lends the network;
 *   <li><b>the end</b>: {@link StopMetric}, {@link Validation}, {@link LossBound}, {@link
 *       ModelChoice}; {@link TrainingOutcome} is the result;
 *   <li><b>files</b>: {@link CheckpointStore} with {@link CheckpointWriter} and {@link
 *       CheckpointFiles}, {@link Fingerprint} for what they belong to, {@link ModelFolder} and
 *       {@link ModelArchive} for the model.
 * </ul>
 */
@NullMarked
package io.unroll.training;

import org.jspecify.annotations.NullMarked;

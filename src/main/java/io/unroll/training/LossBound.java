package io.unroll.training;

import io.unroll.network.NetworkBlueprint;
import io.unroll.network.NetworkBlueprint.TargetSteps;
import io.unroll.shards.SequenceBatch;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/**
 * The largest losses of a training that has not diverged: ten times those of a model that knows
 * nothing.
 *
 * <p>A loss can explode and stay finite. One split alone proves little: a model that has learned
 * its training split by heart may be surer of wrong answers than that, and an epoch that began
 * badly may end well. An epoch in which both losses are larger has diverged, and no model is kept
 * whose validation loss is.
 *
 * @param train in nats a target step, as {@link EpochSummary#trainNats}
 * @param valid in nats, as {@link EpochSummary#validNats}
 */
record LossBound(double train, double valid) {
  static final double FACTOR = 10;

  /** Goes over both splits once. */
  static LossBound of(
      NetworkBlueprint blueprint, JavaRDD<SequenceBatch> train, JavaRDD<SequenceBatch> valid) {
    double[] trained = sums(blueprint, train);
    double[] judged = sums(blueprint, valid);
    // Where all steps of a target are one answer, validation counts answers.
    int counted = blueprint.targetSteps() == TargetSteps.FIXED ? 2 : 1;
    return new LossBound(FACTOR * trained[0] / trained[1], FACTOR * judged[0] / judged[counted]);
  }

  /** Nats of a model that knows nothing, target steps, rows. */
  private static double[] sums(NetworkBlueprint blueprint, JavaRDD<SequenceBatch> batches) {
    return batches
        .map(
            batch ->
                new double[] {blueprint.uninformedNats(batch), batch.targetTokens(), batch.rows()})
        .fold(new double[3], (a, b) -> new double[] {a[0] + b[0], a[1] + b[1], a[2] + b[2]});
  }

  /**
   * Looks at an epoch.
   *
   * @throws TrainingDiverged if it has diverged
   */
  void check(EpochSummary epoch) {
    if (!Double.isFinite(epoch.trainNats()) || !Double.isFinite(epoch.validNats())) {
      throw TrainingDiverged.byLoss(epoch.epoch(), epoch.trainNats(), epoch.validNats());
    }
    if (epoch.trainNats() > train && epoch.validNats() > valid) {
      throw TrainingDiverged.byBound(epoch, this);
    }
  }

  /**
   * Looks at the best epoch of a training that is done.
   *
   * @throws TrainingDiverged if even that is of no use
   */
  void checkBest(List<EpochSummary> epochs, int bestEpoch) {
    EpochSummary best = epochs.get(bestEpoch - 1);
    if (best.validNats() > valid) {
      throw TrainingDiverged.byBound(best, this);
    }
  }
}

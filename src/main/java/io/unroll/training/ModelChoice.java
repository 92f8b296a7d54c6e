package io.unroll.training;

import io.unroll.averaging.OuterRule;
import io.unroll.config.StoppingSettings;
import io.unroll.config.TrainingSettings;
import java.io.IOException;

/** Choice of the epochs whose parameters become the model of a finished training. */
record ModelChoice(TrainingSettings training, CheckpointStore checkpoints) {

  /**
   * @throws io.unroll.config.InvalidInput if the checkpoint of a chosen epoch is not whole
   */
  TrainingOutcome outcome(Checkpoint end) throws IOException {
    return new TrainingOutcome(
        kept(end),
        end.epochs(),
        end.bestEpoch(),
        end.rounds(),
        training.workers(),
        EpochLoop.stopReason(end, training).orElseThrow(),
        end.passes());
  }

  private float[] kept(Checkpoint end) throws IOException {
    StoppingSettings stopping = training.stopping();
    int last = end.epochs().size();
    return switch (stopping.keep()) {
      case BEST -> model(end.bestEpoch());
      case LAST -> model(last);
      case AVERAGE -> meanOfEpochs(Math.max(1, last - stopping.averageLast() + 1), last);
    };
  }

  private float[] model(int epoch) throws IOException {
    return checkpoints.model(epoch, OuterRule.of(training.averaging().rule(), training.workers()));
  }

  private float[] meanOfEpochs(int first, int last) throws IOException {
    double[] sum = new double[0];
    for (int epoch = first; epoch <= last; epoch++) {
      float[] model = model(epoch);
      sum = epoch == first ? new double[model.length] : sum;
      for (int i = 0; i < sum.length; i++) {
        sum[i] += model[i];
      }
    }
    float[] mean = new float[sum.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (sum[i] / (last - first + 1));
    }
    return mean;
  }
}

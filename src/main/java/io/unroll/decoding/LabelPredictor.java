package io.unroll.decoding;

import io.unroll.network.Inference;
import io.unroll.network.NetworkBlueprint;
import io.unroll.network.NetworkBlueprint.TargetSteps;
import io.unroll.shards.EncodedSequence;
import io.unroll.shards.SequenceBatch;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.MultiDataSet;

/** The most probable label of a sequence, or of each of its steps; the first wins a tie. */
record LabelPredictor(NetworkBlueprint blueprint, ComputationGraph network) implements Predictor {

  @Override
  public List<EncodedSequence> predict(SequenceBatch batch) {
    MultiDataSet tensors = blueprint.tensors(batch);
    network.rnnClearPreviousState();
    float[] probabilities_BTV =
        Inference.run(network, tensors.getFeatures(), tensors.getFeaturesMaskArrays(), false)
            .probabilities_BTV();
    boolean one = blueprint.targetSteps() == TargetSteps.FIXED;
    int steps = one ? 1 : batch.steps();
    int labels = probabilities_BTV.length / (batch.rows() * steps);
    List<EncodedSequence> answers = new ArrayList<>();
    for (int row = 0; row < batch.rows(); row++) {
      int[] ids = new int[one ? 1 : batch.lengths()[row]];
      for (int step = 0; step < ids.length; step++) {
        ids[step] = best(probabilities_BTV, (row * steps + step) * labels, labels);
      }
      answers.add(EncodedSequence.ofIds(ids));
    }
    return answers;
  }

  private static int best(float[] values, int from, int count) {
    int best = 0;
    for (int id = 1; id < count; id++) {
      best = values[from + id] > values[from + best] ? id : best;
    }
    return best;
  }
}

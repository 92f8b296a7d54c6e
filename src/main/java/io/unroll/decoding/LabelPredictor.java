package io.unroll.decoding;

import io.unroll.network.Inference;
import io.unroll.network.NetworkBlueprint;
import io.unroll.network.NetworkBlueprint.TargetSteps;
import io.unroll.shards.SequenceBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * The most probable label of a sequence, or of each of its steps; the first wins a tie.
 *
 * @param spans which labels may follow which; empty where any may
 */
record LabelPredictor(
    NetworkBlueprint blueprint, ComputationGraph network, Optional<SpanLabels> spans)
    implements Predictor {

  @Override
  public List<Answer> predict(SequenceBatch batch) {
    MultiDataSet tensors = blueprint.tensors(batch);
    network.rnnClearPreviousState();
    float[] probabilities_BTL =
        Inference.run(network, tensors.getFeatures(), tensors.getFeaturesMaskArrays(), false)
            .probabilities_BTV();
    boolean one = blueprint.targetSteps() == TargetSteps.FIXED;
    int steps = one ? 1 : batch.steps();
    int labels = probabilities_BTL.length / (batch.rows() * steps);
    List<Answer> answers = new ArrayList<>();
    for (int row = 0; row < batch.rows(); row++) {
      int length = one ? 1 : batch.lengths()[row];
      int from = row * steps * labels;
      float[] own_TL = Arrays.copyOfRange(probabilities_BTL, from, from + length * labels);
      FiniteOutput.require(own_TL, 0, own_TL.length);
      int[] ids =
          spans
              .map(rules -> rules.best(own_TL, length))
              .orElseGet(() -> mostProbable(own_TL, length));
      answers.add(Answer.ofLabels(ids, own_TL));
    }
    return answers;
  }

  private static int[] mostProbable(float[] probabilities_TL, int steps) {
    int[] ids = new int[steps];
    int labels = steps == 0 ? 0 : probabilities_TL.length / steps;
    for (int step = 0; step < steps; step++) {
      for (int id = 1; id < labels; id++) {
        int best = step * labels + ids[step];
        ids[step] = probabilities_TL[step * labels + id] > probabilities_TL[best] ? id : ids[step];
      }
    }
    return ids;
  }
}

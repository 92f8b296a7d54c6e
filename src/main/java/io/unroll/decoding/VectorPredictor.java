package io.unroll.decoding;

import io.unroll.network.Inference;
import io.unroll.network.NetworkBlueprint;
import io.unroll.shards.EncodedSequence;
import io.unroll.shards.SequenceBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.MultiDataSet;

/**
 * The output vectors of a network: one per step, or all that follow at once.
 *
 * @param aligned whether there is one for each step of the input
 */
record VectorPredictor(NetworkBlueprint blueprint, ComputationGraph network, boolean aligned)
    implements Predictor {

  @Override
  public List<Answer> predict(SequenceBatch batch) {
    MultiDataSet tensors = blueprint.tensors(batch);
    network.rnnClearPreviousState();
    float[] values_BTW =
        Inference.run(network, tensors.getFeatures(), tensors.getFeaturesMaskArrays(), false)
            .probabilities_BTV();
    int width = blueprint.target().width();
    int count = values_BTW.length / batch.rows();
    List<Answer> answers = new ArrayList<>();
    for (int row = 0; row < batch.rows(); row++) {
      int length = aligned ? batch.lengths()[row] * width : count;
      float[] own = Arrays.copyOfRange(values_BTW, row * count, row * count + length);
      FiniteOutput.require(own, 0, length);
      answers.add(Answer.ofVectors(EncodedSequence.ofVectors(width, own)));
    }
    return answers;
  }
}

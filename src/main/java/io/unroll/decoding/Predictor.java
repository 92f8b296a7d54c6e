package io.unroll.decoding;

import io.unroll.network.NetworkBlueprint;
import io.unroll.network.NetworkBlueprint.TargetSteps;
import io.unroll.network.WritingBlueprint;
import io.unroll.shards.EncodedSequence;
import io.unroll.shards.SequenceBatch;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** What a network answers to the inputs of a batch; the batch's targets are not looked at. */
public interface Predictor {

  /** One answer a row, in the batch's order; of tokens, without end-of-sequence. */
  List<EncodedSequence> predict(SequenceBatch batch);

  /**
   * The predictor of a model type; none for language models, which have no inputs to answer.
   *
   * @param network of the blueprint's configuration
   * @param maxLength longest answer where its length is free, in tokens
   */
  static Optional<Predictor> of(
      NetworkBlueprint blueprint, ComputationGraph network, int maxLength) {
    if (blueprint.carriesState()) {
      return Optional.empty();
    }
    if (blueprint instanceof WritingBlueprint writing) {
      GreedyDecoder decoder = new GreedyDecoder(writing, network, maxLength);
      return Optional.of(
          batch -> decoder.decode(batch).stream().map(EncodedSequence::ofIds).toList());
    }
    return Optional.of(
        blueprint.target().width() == 0
            ? new LabelPredictor(blueprint, network)
            : new VectorPredictor(
                blueprint, network, blueprint.targetSteps() == TargetSteps.ALIGNED));
  }
}

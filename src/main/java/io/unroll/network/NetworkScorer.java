package io.unroll.network;

import io.unroll.layers.output.ScoringLayer;
import io.unroll.layers.output.TokenListener;
import io.unroll.layers.output.TokenTally;
import io.unroll.shards.SequenceBatch;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.MultiDataSet;

/**
 * Scorer of a network on batches without training it; hidden state is carried within a lane group.
 */
public final class NetworkScorer {
  private final NetworkBlueprint blueprint;
  private final ComputationGraph network;

  /** Scores this network, which must have been built from this blueprint. */
  public NetworkScorer(NetworkBlueprint blueprint, ComputationGraph network) {
    this.blueprint = blueprint;
    this.network = network;
  }

  /** Cross-entropy and hits of one batch under teacher forcing. */
  public Scores score(SequenceBatch batch) {
    return score(batch, TokenListener.NONE);
  }

  /** Scores a batch and tells the listener of every token. Frames and series have none. */
  public Scores score(SequenceBatch batch, TokenListener listener) {
    MultiDataSet tensors = blueprint.tensors(batch);
    if (!blueprint.carriesState() || batch.position() == 0) {
      network.rnnClearPreviousState();
    }
    ScoringLayer output = (ScoringLayer) network.getLayer(NetworkBlueprint.OUTPUT);
    output.scoreNext(tensors.getLabels(0), tensors.getLabelsMaskArray(0), listener);
    Inference.run(
        network, tensors.getFeatures(), tensors.getFeaturesMaskArrays(), blueprint.carriesState());
    TokenTally tally = output.tally();
    return new Scores(tally.nats(), tally.tokens(), tally.correct());
  }
}

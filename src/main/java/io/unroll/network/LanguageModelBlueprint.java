package io.unroll.network;

import io.unroll.config.Settings;
import io.unroll.shards.Manifest;
import io.unroll.shards.SequenceBatch;
import java.util.Optional;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;

/**
 * A recurrent language model: every token predicts the next one.
 *
 * <p>Trained by truncated backpropagation through time (Williams &amp; Peng 1990): gradients stop
 * at the edges of a window, hidden state goes on.
 */
record LanguageModelBlueprint(Settings settings, Manifest.Side source) implements NetworkBlueprint {

  @Override
  public Manifest.Side target() {
    return source;
  }

  @Override
  public TargetSteps targetSteps() {
    return TargetSteps.ALIGNED;
  }

  @Override
  public ComputationGraphConfiguration configuration() {
    GraphParts parts = new GraphParts(settings, "tokens");
    Read below = parts.embed("embedding", "tokens", source.size(), true);
    for (int layer = 0; layer < settings.model().stack().layers(); layer++) {
      below = parts.decode("cell", layer, below, Optional.empty());
    }
    parts.output(below.name(), source.size(), "embedding");
    int window = settings.shards().windowLength();
    return parts
        .graph()
        .backpropType(BackpropType.TruncatedBPTT)
        .tBPTTForwardLength(window)
        .tBPTTBackwardLength(window)
        .build();
  }

  @Override
  public MultiDataSet tensors(SequenceBatch batch) {
    int rows = batch.rows();
    int steps = batch.steps();
    return new MultiDataSet(
        new INDArray[] {Tensors.ids(batch.ids(), rows, steps)},
        new INDArray[] {Tensors.ids(batch.targets(), rows, steps)},
        null,
        new INDArray[] {Tensors.mask(batch.targetLengths(), rows, steps)});
  }

  @Override
  public boolean carriesState() {
    return true;
  }
}

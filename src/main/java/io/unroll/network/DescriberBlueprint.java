package io.unroll.network;

import io.unroll.config.ModelSettings.Cell;
import io.unroll.config.ModelSettings.Describer;
import io.unroll.config.ModelSettings.Stack;
import io.unroll.config.Settings;
import io.unroll.layers.sequence.SequenceJoin;
import io.unroll.shards.Manifest;
import io.unroll.shards.SequenceBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;

/**
 * A decoder that says what a vector holds, one to many: its layers start from what a {@link
 * VectorEncoder} made of it (Vinyals et al. 2015), and by setting read it at every step too.
 *
 * <p>Trained by teacher forcing: the decoder reads {@code <bos>} and then the reference.
 */
record DescriberBlueprint(
    Settings settings, Describer model, Manifest.Side source, Manifest.Side target)
    implements WritingBlueprint {
  private static final String DECODER = "decoder";
  private static final String START = "start";
  private static final String EMBEDDING = "embedding";
  private static final String READ = "read";

  DescriberBlueprint {
    SideCheck.text("describer", target);
  }

  private Stack stack() {
    return model.stack();
  }

  private VectorEncoder encoder() {
    return new VectorEncoder(model.encoder(), source, stack().hidden());
  }

  @Override
  public ComputationGraphConfiguration configuration() {
    GraphParts parts = new GraphParts(settings, InputTensors.NAME, TARGET);
    encoder().addTo(parts, new ReadingStack(settings, parts));
    boolean memory = stack().cell() == Cell.LSTM;
    for (int layer = 0; layer < stack().layers(); layer++) {
      DenseLayer start =
          new DenseLayer.Builder()
              .nIn(stack().hidden())
              .nOut(memory ? 2 * stack().hidden() : stack().hidden())
              .activation(Activation.TANH)
              .build();
      parts.graph().addLayer(START + layer, start, VectorEncoder.CODE);
    }
    return addDecoder(parts).build();
  }

  @Override
  public ComputationGraphConfiguration decoderConfiguration() {
    GraphParts parts = new GraphParts(settings, TARGET);
    memory().forEach(parts.graph()::addInputs);
    return addDecoder(parts).build();
  }

  private GraphBuilder addDecoder(GraphParts parts) {
    Read read = parts.embed(EMBEDDING, TARGET, target.size(), true);
    if (model.everyStep()) {
      parts.graph().addVertex(READ, new SequenceJoin(), EMBEDDING, VectorEncoder.CODE);
      read = new Read(READ, stack().embedding() + stack().hidden(), false);
    }
    Read top = parts.decode(DECODER, read, START);
    parts.output(top.name(), target.size(), EMBEDDING);
    return parts.graph();
  }

  @Override
  public List<String> memory() {
    List<String> memory = new ArrayList<>();
    for (int layer = 0; layer < stack().layers(); layer++) {
      memory.add(START + layer);
    }
    if (model.everyStep()) {
      memory.add(VectorEncoder.CODE);
    }
    return List.copyOf(memory);
  }

  @Override
  public Optional<String> attended() {
    return Optional.empty();
  }

  @Override
  public int[] inReadingOrder(int[] written) {
    return written;
  }

  @Override
  public MultiDataSet tensors(SequenceBatch batch) {
    int rows = batch.rows();
    int steps = batch.targetSteps();
    int[] labels = batch.targets();
    INDArray mask = Tensors.mask(batch.targetLengths(), rows, steps);
    int[] read = EncoderDecoderBlueprint.decoderInput(labels, rows, steps);
    return new MultiDataSet(
        new INDArray[] {encoder().input(batch.input()), Tensors.ids(read, rows, steps)},
        new INDArray[] {Tensors.ids(labels, rows, steps)},
        new INDArray[] {encoder().mask(batch.input()), mask},
        new INDArray[] {mask});
  }
}

package io.unroll.decoding;

import io.unroll.layers.attention.AttentionWeights;
import io.unroll.layers.attention.SequenceAttentionVertex;
import io.unroll.layers.recurrent.FixedParameters;
import io.unroll.network.Inference;
import io.unroll.network.Tensors;
import io.unroll.network.WritingBlueprint;
import io.unroll.shards.SequenceBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network that writes, one step at a time: the encoder runs once over a batch, the decoder keeps
 * its state from step to step.
 *
 * <p>Legend: B = inputs, R = rows of the decoder, as many for each input; S = steps of the input, V
 * = vocabulary.
 */
final class DecoderSteps {
  private final WritingBlueprint blueprint;
  private final ComputationGraph network;
  private final ComputationGraph decoder;
  private List<INDArray> memory = List.of();
  private Optional<INDArray> mask_RS = Optional.empty();
  private int[] sourceLengths = {};

  /**
   * @param network a network of the blueprint's {@code configuration()}, whose parameters are taken
   *     as they are now
   */
  DecoderSteps(WritingBlueprint blueprint, ComputationGraph network) {
    this.blueprint = blueprint;
    this.network = network;
    this.decoder = new ComputationGraph(blueprint.decoderConfiguration());
    decoder.init();
    for (GraphVertex vertex : decoder.getVertices()) {
      GraphVertex trained = network.getVertex(vertex.getVertexName());
      if (vertex.numParams() > 0) {
        vertex.params().assign(trained.params().reshape(vertex.params().shape()));
      }
    }
    FixedParameters.of(decoder);
  }

  /**
   * Reads inputs and goes to the beginning of their answers.
   *
   * @param copies rows for each input: row r is one of input r modulo the number of inputs
   */
  void start(SequenceBatch batch, int copies) {
    MultiDataSet tensors = blueprint.tensors(blueprint.unanswered(batch.input(), batch.keys()));
    network.rnnClearPreviousState();
    Inference encoded =
        Inference.run(network, tensors.getFeatures(), tensors.getFeaturesMaskArrays(), false);
    int inputs = batch.rows();
    sourceLengths =
        IntStream.range(0, inputs * copies).map(row -> batch.lengths()[row % inputs]).toArray();
    Optional<String> shared = blueprint.attended().filter(name -> sharesSource());
    memory =
        blueprint.memory().stream()
            .map(
                name ->
                    shared.equals(Optional.of(name))
                        ? encoded.of(name)
                        : repeated(encoded.of(name), copies))
            .toList();
    int masked = shared.isPresent() ? inputs : inputs * copies;
    mask_RS =
        blueprint
            .attended()
            .map(name -> Tensors.mask(Arrays.copyOf(sourceLengths, masked), masked, batch.steps()));
    decoder.rnnClearPreviousState();
  }

  /** Returns whether rows of one input attend to one and the same copy of it. */
  private boolean sharesSource() {
    return Arrays.stream(decoder.getVertices()).anyMatch(SequenceAttentionVertex.class::isInstance);
  }

  /** Sequences stay in the order steps, rows, size, which layers read without a copy. */
  private static INDArray repeated(INDArray array, int copies) {
    if (copies == 1) {
      return array;
    }
    return array.rank() == 3
        ? concatenated(1, array.permute(2, 0, 1), copies).permute(1, 2, 0)
        : concatenated(0, array, copies);
  }

  private static INDArray concatenated(int axis, INDArray array, int copies) {
    return Nd4j.concat(axis, Collections.nCopies(copies, array).toArray(new INDArray[0]));
  }

  /** Reads a token a row; the probabilities of the next ones, [R, V]. */
  float[] next(int[] previous) {
    int rows = previous.length;
    List<INDArray> inputs = new ArrayList<>();
    inputs.add(Tensors.ids(previous, rows, 1));
    inputs.addAll(memory);
    int[] one = new int[rows];
    Arrays.fill(one, 1);
    INDArray[] masks = new INDArray[inputs.size()];
    Arrays.fill(masks, Tensors.mask(one, rows, 1));
    mask_RS.ifPresent(
        mask -> masks[1 + blueprint.memory().indexOf(blueprint.attended().orElseThrow())] = mask);
    return Inference.run(decoder, inputs.toArray(new INDArray[0]), masks, true).probabilities_BTV();
  }

  /** Gives every row the state of another. */
  void take(int[] origins) {
    if (Arrays.equals(origins, IntStream.range(0, origins.length).toArray())) {
      return;
    }
    for (org.deeplearning4j.nn.api.Layer layer : decoder.getLayers()) {
      if (layer instanceof RecurrentLayer recurrent) {
        Map<String, INDArray> states = new HashMap<>();
        recurrent
            .rnnGetTBPTTState()
            .forEach((name, array) -> states.put(name, Nd4j.pullRows(array, 1, origins)));
        recurrent.rnnSetTBPTTState(states);
      }
    }
  }

  /** Attention of the last step by row, over the real steps of its input; empty without any. */
  Optional<float[][]> attention() {
    return Arrays.stream(decoder.getVertices())
        .filter(AttentionWeights.class::isInstance)
        .findFirst()
        .map(vertex -> rows(((AttentionWeights) vertex).attentionWeights()));
  }

  private float[][] rows(INDArray weights_R1S) {
    float[] all = Tensors.values(weights_R1S);
    int steps = (int) weights_R1S.size(2);
    float[][] rows = new float[sourceLengths.length][];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = Arrays.copyOfRange(all, row * steps, row * steps + sourceLengths[row]);
    }
    return rows;
  }
}

package io.unroll.decoding;

import io.unroll.network.Inference;
import io.unroll.network.Tensors;
import io.unroll.network.WritingBlueprint;
import io.unroll.shards.SequenceBatch;
import io.unroll.tokens.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;

/**
 * Takes the most probable token at every step, a whole batch at a time.
 *
 * <p>The encoder runs once; the decoder runs one step at a time and keeps its state.
 */
public final class GreedyDecoder {
  private final WritingBlueprint blueprint;
  private final ComputationGraph network;
  private final ComputationGraph decoder;
  private final int maxLength;

  /**
   * @param network a network of the blueprint's {@code configuration()}
   * @param maxLength longest prediction, in tokens
   */
  public GreedyDecoder(WritingBlueprint blueprint, ComputationGraph network, int maxLength) {
    this.blueprint = blueprint;
    this.network = network;
    this.maxLength = maxLength;
    this.decoder = new ComputationGraph(blueprint.decoderConfiguration());
    decoder.init();
    shareParameters();
  }

  private void shareParameters() {
    for (GraphVertex vertex : decoder.getVertices()) {
      GraphVertex trained = network.getVertex(vertex.getVertexName());
      if (vertex.numParams() > 0) {
        vertex.params().assign(trained.params().reshape(vertex.params().shape()));
      }
    }
  }

  /** Predicted ids of each row, in reading order, without end-of-sequence. */
  public List<int[]> decode(SequenceBatch batch) {
    int rows = batch.rows();
    INDArray mask_BS = Tensors.mask(batch.lengths(), rows, batch.steps());
    Inference encoded = encode(batch);
    List<INDArray> memory = blueprint.memory().stream().map(encoded::of).toList();
    decoder.rnnClearPreviousState();
    int[][] written = new int[rows][maxLength];
    int[] lengths = new int[rows];
    Arrays.fill(lengths, -1);
    int[] previous = new int[rows];
    Arrays.fill(previous, Vocabulary.BOS);
    for (int step = 0; step < maxLength && contains(lengths, -1); step++) {
      previous = next(previous, memory, mask_BS);
      for (int row = 0; row < rows; row++) {
        written[row][step] = previous[row];
        if (lengths[row] < 0 && previous[row] == Vocabulary.EOS) {
          lengths[row] = step;
        }
      }
    }
    List<int[]> predictions = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      int length = lengths[row] < 0 ? maxLength : lengths[row];
      predictions.add(blueprint.inReadingOrder(Arrays.copyOf(written[row], length)));
    }
    return predictions;
  }

  /** With a target of one step. */
  private Inference encode(SequenceBatch batch) {
    MultiDataSet tensors = blueprint.tensors(blueprint.unanswered(batch.input(), batch.keys()));
    network.rnnClearPreviousState();
    return Inference.run(network, tensors.getFeatures(), tensors.getFeaturesMaskArrays(), false);
  }

  private static INDArray oneStep(int rows) {
    int[] one = new int[rows];
    Arrays.fill(one, 1);
    return Tensors.mask(one, rows, 1);
  }

  /**
   * @param memory what the decoder reads of the encoder, in the order of its inputs
   */
  private int[] next(int[] previous, List<INDArray> memory, INDArray mask_BS) {
    int rows = previous.length;
    List<INDArray> inputs = new ArrayList<>();
    inputs.add(Tensors.ids(previous, rows, 1));
    inputs.addAll(memory);
    INDArray[] masks = new INDArray[inputs.size()];
    Arrays.fill(masks, oneStep(rows));
    blueprint.attended().ifPresent(name -> masks[1 + blueprint.memory().indexOf(name)] = mask_BS);
    Inference pass = Inference.run(decoder, inputs.toArray(new INDArray[0]), masks, true);
    float[] probabilities_BV = pass.probabilities_BTV();
    int vocabulary = probabilities_BV.length / rows;
    int[] best = new int[rows];
    for (int row = 0; row < rows; row++) {
      best[row] = bestToken(probabilities_BV, row * vocabulary, vocabulary);
    }
    return best;
  }

  /** Padding and begin-of-sequence are never predictions. */
  private static int bestToken(float[] values, int from, int count) {
    int best = Vocabulary.EOS;
    for (int id = 0; id < count; id++) {
      boolean allowed = id != Vocabulary.PAD && id != Vocabulary.BOS;
      if (allowed && values[from + id] > values[from + best]) {
        best = id;
      }
    }
    return best;
  }

  private static boolean contains(int[] values, int wanted) {
    return Arrays.stream(values).anyMatch(value -> value == wanted);
  }
}

package io.unroll.network;

import io.unroll.config.ModelSettings.Attention;
import io.unroll.config.ModelSettings.EncoderDecoder;
import io.unroll.config.ModelSettings.Stack;
import io.unroll.config.Settings;
import io.unroll.layers.SequenceAttention;
import io.unroll.layers.SequenceAttention.Score;
import io.unroll.shards.SequenceBatch;
import io.unroll.tokens.Vocabulary;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.rnn.DuplicateToTimeSeriesVertex;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;

/**
 * A recurrent encoder-decoder: the encoder's last real state is an input of every decoder step (Cho
 * et al. 2014, eq. 2), with attention over all of its states by setting (Luong et al. 2015).
 *
 * <p>Trained by teacher forcing: the decoder reads {@code <bos>} and then the reference.
 */
public final class EncoderDecoderBlueprint implements NetworkBlueprint {
  private static final long serialVersionUID = 1L;

  /** Graph input: source ids [B, 1, S]. */
  public static final String SOURCE = "source";

  /** Graph input: what the decoder reads, ids [B, 1, T]. */
  public static final String TARGET = "target";

  /** The encoder's last real state [B, H]. */
  public static final String SUMMARY = "summary";

  /** Decoder graph input: all encoder states [B, H, S]. */
  public static final String STATES = "states";

  private static final String ENCODER = "encoder";
  private static final String DECODER = "decoder";

  private final Settings settings;
  private final EncoderDecoder model;
  private final Stack stack;
  private final int sourceVocabulary;
  private final int targetVocabulary;

  EncoderDecoderBlueprint(
      Settings settings, EncoderDecoder model, int sourceVocabulary, int targetVocabulary) {
    this.settings = settings;
    this.model = model;
    this.stack = model.stack();
    this.sourceVocabulary = sourceVocabulary;
    this.targetVocabulary = targetVocabulary;
  }

  @Override
  public ComputationGraphConfiguration configuration() {
    GraphBuilder graph = GraphParts.start(settings).addInputs(SOURCE, TARGET);
    GraphParts.embed(graph, "sourceEmbedding", SOURCE, sourceVocabulary, stack);
    GraphParts.stack(graph, ENCODER, "sourceEmbedding", stack.embedding(), settings);
    graph.addVertex(SUMMARY, new LastTimeStepVertex(SOURCE), encoderStates());
    return addDecoder(graph, encoderStates()).build();
  }

  /**
   * The decoder alone, for decoding step by step: its inputs are {@link #TARGET}, {@link #SUMMARY}
   * and, with attention, the encoder's states as {@link #STATES}; its layers have the names they
   * have in {@link #configuration}.
   */
  public ComputationGraphConfiguration decoderConfiguration() {
    GraphBuilder graph = GraphParts.start(settings).addInputs(TARGET, SUMMARY);
    if (attends()) {
      graph.addInputs(STATES);
    }
    return addDecoder(graph, STATES).build();
  }

  /** Whether the decoder reads all encoder states at every step. */
  public boolean attends() {
    return model.attention() != Attention.NONE;
  }

  /** Name of the encoder's top layer, whose activations are the encoder's states [B, H, S]. */
  public String encoderStates() {
    return ENCODER + (stack.layers() - 1);
  }

  private GraphBuilder addDecoder(GraphBuilder graph, String encoderStates) {
    GraphParts.embed(graph, "targetEmbedding", TARGET, targetVocabulary, stack);
    graph
        .addVertex("context", new DuplicateToTimeSeriesVertex(TARGET), SUMMARY)
        .addVertex("decoderInput", new MergeVertex(), "targetEmbedding", "context");
    String top =
        GraphParts.stack(
            graph, DECODER, "decoderInput", stack.embedding() + stack.hidden(), settings);
    if (attends()) {
      graph.addVertex("attention", attention(), top, encoderStates);
      top = "attention";
    }
    GraphParts.output(graph, top, targetVocabulary, stack);
    return graph;
  }

  private SequenceAttention attention() {
    Score score = Score.valueOf(model.attention().name());
    return new SequenceAttention(score, stack.hidden(), settings.backend().kernels());
  }

  @Override
  public MultiDataSet tensors(SequenceBatch batch) {
    int rows = batch.rows();
    int steps = batch.targetSteps();
    int[] labels = labelIds(batch);
    INDArray targetMask = Tensors.mask(batch.targetLengths(), rows, steps);
    return new MultiDataSet(
        new INDArray[] {
          Tensors.ids(batch.ids(), rows, batch.steps()),
          Tensors.ids(decoderInput(labels, rows, steps), rows, steps)
        },
        new INDArray[] {
          Tensors.oneHot(labels, batch.targetLengths(), rows, steps, targetVocabulary)
        },
        new INDArray[] {Tensors.mask(batch.lengths(), rows, batch.steps()), targetMask},
        new INDArray[] {targetMask});
  }

  /** The targets in the order the decoder writes them. */
  @Override
  public int[] labelIds(SequenceBatch batch) {
    if (!model.rightToLeft()) {
      return batch.targets();
    }
    int steps = batch.targetSteps();
    int[] turned = batch.targets().clone();
    for (int row = 0; row < batch.rows(); row++) {
      // The end-of-sequence token stays last.
      turn(turned, row * steps, batch.targetLengths()[row] - 1);
    }
    return turned;
  }

  /** Turns what the decoder wrote (without end-of-sequence) into reading order. */
  public int[] inReadingOrder(int[] written) {
    int[] ids = written.clone();
    if (model.rightToLeft()) {
      turn(ids, 0, ids.length);
    }
    return ids;
  }

  private static void turn(int[] ids, int from, int count) {
    for (int i = 0; i < count / 2; i++) {
      int other = from + count - 1 - i;
      int id = ids[from + i];
      ids[from + i] = ids[other];
      ids[other] = id;
    }
  }

  private static int[] decoderInput(int[] labels, int rows, int steps) {
    int[] input = new int[labels.length];
    for (int row = 0; row < rows; row++) {
      input[row * steps] = Vocabulary.BOS;
      System.arraycopy(labels, row * steps, input, row * steps + 1, steps - 1);
    }
    return input;
  }

  @Override
  public boolean carriesState() {
    return false;
  }
}

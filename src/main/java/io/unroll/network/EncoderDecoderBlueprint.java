package io.unroll.network;

import io.unroll.config.ModelSettings.Attention;
import io.unroll.config.ModelSettings.DecoderStart;
import io.unroll.config.ModelSettings.EncoderDecoder;
import io.unroll.config.ModelSettings.Stack;
import io.unroll.config.Settings;
import io.unroll.shards.Manifest;
import io.unroll.shards.SequenceBatch;
import io.unroll.tokens.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;

/**
 * A recurrent encoder-decoder: every decoder layer starts from the last real state of the encoder's
 * layer (Sutskever, Vinyals &amp; Le 2014) or as else the settings say, with attention over all
 * encoder states by setting, above the decoder's layers or in the top one (see {@link
 * DecoderStack}).
 *
 * <p>Trained by teacher forcing: the decoder reads {@code <bos>} and then the reference.
 */
public final class EncoderDecoderBlueprint implements WritingBlueprint {
  private static final long serialVersionUID = 1L;

  /** Graph input: source ids [B, 1, S]. */
  public static final String SOURCE = "source";

  /** Decoder graph input: all encoder states [B, H, S]. */
  public static final String STATES = "states";

  private static final String ENCODER = "encoder";

  private final Settings settings;
  private final EncoderDecoder model;
  private final Stack stack;
  private final Manifest.Side source;
  private final Manifest.Side target;

  EncoderDecoderBlueprint(
      Settings settings, EncoderDecoder model, Manifest.Side source, Manifest.Side target) {
    this.settings = settings;
    this.model = model;
    this.stack = model.stack();
    this.source = source;
    this.target = target;
  }

  @Override
  public Manifest.Side source() {
    return source;
  }

  @Override
  public Manifest.Side target() {
    return target;
  }

  @Override
  public ComputationGraphConfiguration configuration() {
    GraphParts parts = new GraphParts(settings, SOURCE, TARGET);
    addEncoder(parts);
    decoder(parts).addFirstStates(ENCODER);
    return addDecoder(parts, encoderStates()).build();
  }

  private void addEncoder(GraphParts parts) {
    Read read = parts.embed("sourceEmbedding", SOURCE, source.size(), false);
    ReadingStack reading = new ReadingStack(settings, parts);
    ReadingStack.Directions top = reading.add(ENCODER, read, model.bidirectional(), encoderUse());
    if (attends()) {
      reading.states(top);
    }
  }

  private ReadingStack.Use encoderUse() {
    if (!attends()) {
      return ReadingStack.Use.LAST_STATES;
    }
    return model.decoderStart() == DecoderStart.ZERO
        ? ReadingStack.Use.OUTPUTS
        : ReadingStack.Use.BOTH;
  }

  @Override
  public List<String> memory() {
    List<String> memory = new ArrayList<>(finalStates());
    attended().ifPresent(memory::add);
    return List.copyOf(memory);
  }

  @Override
  public Optional<String> attended() {
    return Optional.of(encoderStates()).filter(states -> attends());
  }

  /** Its inputs are, with attention, the encoder's states as {@link #STATES}. */
  @Override
  public ComputationGraphConfiguration decoderConfiguration() {
    GraphParts parts = new GraphParts(settings, TARGET);
    finalStates().forEach(parts.graph()::addInputs);
    if (attends()) {
      parts.graph().addInputs(STATES);
    }
    return addDecoder(parts, STATES).build();
  }

  /** Returns whether the decoder reads all encoder states at every step. */
  private boolean attends() {
    return model.attention() != Attention.NONE;
  }

  /** Returns the name of the output of the encoder's top layer: the encoder's states [B, H, S]. */
  private String encoderStates() {
    int top = stack.layers() - 1;
    return model.bidirectional() ? ENCODER + top : StackParts.output(stack, ENCODER, top);
  }

  /**
   * Names of what the decoder's layers start from, lowest first: the encoder's last states, or what
   * a bridge makes of them; none where they start from zero.
   */
  private List<String> finalStates() {
    return DecoderStack.firstStates(model);
  }

  private DecoderStack decoder(GraphParts parts) {
    return new DecoderStack(settings, model, parts);
  }

  private GraphBuilder addDecoder(GraphParts parts, String encoderStates) {
    Read read = parts.embed("targetEmbedding", TARGET, target.size(), true);
    String top = decoder(parts).add(read, encoderStates);
    parts.output(top, target.size(), "targetEmbedding");
    return parts.graph();
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
        new INDArray[] {Tensors.ids(labels, rows, steps)},
        new INDArray[] {Tensors.mask(batch.lengths(), rows, batch.steps()), targetMask},
        new INDArray[] {targetMask});
  }

  /** Returns the targets in the order the decoder writes them. */
  private int[] labelIds(SequenceBatch batch) {
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

  @Override
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

  static int[] decoderInput(int[] labels, int rows, int steps) {
    int[] input = new int[labels.length];
    for (int row = 0; row < rows; row++) {
      input[row * steps] = Vocabulary.BOS;
      System.arraycopy(labels, row * steps, input, row * steps + 1, steps - 1);
    }
    return input;
  }
}

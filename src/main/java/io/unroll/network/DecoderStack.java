package io.unroll.network;

import io.unroll.config.ModelSettings.Attention;
import io.unroll.config.ModelSettings.AttentionWiring;
import io.unroll.config.ModelSettings.Cell;
import io.unroll.config.ModelSettings.DecoderStart;
import io.unroll.config.ModelSettings.EncoderDecoder;
import io.unroll.config.ModelSettings.Stack;
import io.unroll.config.Settings;
import io.unroll.layers.attention.SequenceAttention;
import io.unroll.layers.attention.SequenceAttention.Score;
import io.unroll.layers.decoder.AttentiveCell;
import io.unroll.layers.decoder.AttentiveCell.Wiring;
import io.unroll.layers.decoder.AttentiveDecoder;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.nd4j.linalg.activations.Activation;

/**
 * The decoder's part of an encoder-decoder's graph: what its layers start from, the layers, and
 * attention above them (Luong et al. 2015) or in the top one's recurrence ({@link
 * AttentiveDecoder}).
 */
final class DecoderStack {
  private static final String DECODER = "decoder";
  private static final String FINAL_STATE = "finalState";
  private static final String BRIDGE = "bridge";
  private static final String ATTENTION = "attention";

  private final Settings settings;
  private final EncoderDecoder model;
  private final Stack stack;
  private final GraphParts parts;

  DecoderStack(Settings settings, EncoderDecoder model, GraphParts parts) {
    this.settings = settings;
    this.model = model;
    this.stack = model.stack();
    this.parts = parts;
  }

  /** Names of what the layers start from, lowest first; none where they start from zero. */
  static List<String> firstStates(EncoderDecoder model) {
    int layers = model.decoderStart() == DecoderStart.ZERO ? 0 : model.stack().layers();
    String prefix = model.decoderStart() == DecoderStart.BRIDGE ? BRIDGE : FINAL_STATE;
    return IntStream.range(0, layers).mapToObj(layer -> prefix + layer).toList();
  }

  /**
   * Adds what the layers start from.
   *
   * @param encoder prefix of the encoder's layers
   */
  void addFirstStates(String encoder) {
    for (int layer = 0; layer < firstStates(model).size(); layer++) {
      String last = FINAL_STATE + layer;
      new ReadingStack(settings, parts).addFinalState(last, encoder + layer, model.bidirectional());
      if (model.decoderStart() == DecoderStart.BRIDGE) {
        parts.graph().addLayer(BRIDGE + layer, bridge(), last);
      }
    }
  }

  private DenseLayer bridge() {
    int size = stack.cell() == Cell.LSTM ? 2 * stack.hidden() : stack.hidden();
    return new DenseLayer.Builder().nIn(size).nOut(size).activation(Activation.TANH).build();
  }

  /**
   * Adds the layers and attention.
   *
   * @param read what the lowest layer reads
   * @param encoderStates what attention is over
   * @return the name of what the output layer reads
   */
  String add(Read read, String encoderStates) {
    boolean inTheTopLayer = model.attentionWiring() != AttentionWiring.AFTER;
    int plain = inTheTopLayer ? stack.layers() - 1 : stack.layers();
    Read below = read;
    for (int layer = 0; layer < plain; layer++) {
      below = parts.decode(DECODER, layer, below, first(layer));
    }
    if (inTheTopLayer) {
      addAttentiveCell(below.name(), encoderStates);
      return parts.refinements().refine(parts.graph(), DECODER, plain);
    }
    if (model.attention() == Attention.NONE) {
      return below.name();
    }
    SequenceAttention attention =
        new SequenceAttention(score(), stack.hidden(), settings.backend().kernels());
    parts.graph().addVertex(ATTENTION, attention, below.name(), encoderStates);
    return ATTENTION;
  }

  private Optional<String> first(int layer) {
    List<String> states = firstStates(model);
    return states.isEmpty() ? Optional.empty() : Optional.of(states.get(layer));
  }

  private void addAttentiveCell(String below, String encoderStates) {
    int layer = stack.layers() - 1;
    AttentiveCell cell =
        new AttentiveCell(
            stack.cell(),
            score(),
            Wiring.valueOf(model.attentionWiring().name()),
            layer == 0 ? stack.embedding() : stack.hidden(),
            stack.hidden(),
            settings.backend().kernels());
    cell.setForgetGateBias(stack.refinements().forgetGateBias());
    parts.refinements().configured(cell);
    String name = DECODER + layer;
    AttentiveDecoder vertex = new AttentiveDecoder(parts.configured(name, cell));
    first(layer)
        .ifPresentOrElse(
            first -> parts.graph().addVertex(name, vertex, below, encoderStates, first),
            () -> parts.graph().addVertex(name, vertex, below, encoderStates));
  }

  private Score score() {
    return Score.valueOf(model.attention().name());
  }
}

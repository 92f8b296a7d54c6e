package io.unroll.layers.decoder;

import static io.unroll.layers.reference.DifferenceQuotients.assertGradient;

import io.unroll.config.BackendSettings.Kernels;
import io.unroll.config.ModelSettings.Cell;
import io.unroll.layers.RelativeDifference;
import io.unroll.layers.SequencePlacement;
import io.unroll.layers.attention.SequenceAttention.Score;
import io.unroll.layers.decoder.AttentiveCell.Wiring;
import io.unroll.layers.reference.Activation;
import io.unroll.layers.reference.AttentionScore;
import io.unroll.layers.reference.AttentiveReference;
import io.unroll.layers.reference.Draws;
import io.unroll.layers.reference.GruResetAfterReference;
import io.unroll.layers.reference.GruResetBeforeReference;
import io.unroll.layers.reference.LstmReference;
import io.unroll.layers.reference.ReferenceCell;
import io.unroll.layers.reference.SimpleRnnReference;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A running attentive decoder beside its reference: the same parameters and inputs to both, then
 * the outputs at real steps and the attention weights against each other, and all gradients against
 * difference quotients of the reference.
 */
final class AttentiveDecoderComparison {
  private static final LayerWorkspaceMgr WORKSPACES = LayerWorkspaceMgr.noWorkspaces();
  private static final int INPUT_SIZE = 2;
  private static final int HIDDEN = 3;
  private static final int ATTENTION = 4;

  private final AttentiveCell configuration;
  private final SequencePlacement decoder;
  private final SequencePlacement encoder;
  private final AttentiveReference reference;
  private final AttentiveReference.Weights weights;
  private final AttentiveReference.Inputs inputs;
  private final double[][][] dOutput_BTH;

  AttentiveDecoderComparison(
      Cell cell,
      Score score,
      Wiring wiring,
      SequencePlacement decoder,
      SequencePlacement encoder,
      long seed) {
    this.decoder = decoder;
    this.encoder = encoder;
    configuration = new AttentiveCell(cell, score, wiring, INPUT_SIZE, HIDDEN, Kernels.AUTO);
    configuration.setAttentionSize(ATTENTION);
    configuration.setLayerName("decoder");
    reference =
        new AttentiveReference(
            reference(cell), AttentionScore.valueOf(score.name()), wiring == Wiring.INPUT_FEEDING);
    Draws draws = Draws.random(seed);
    int batch = decoder.lengths_B().length;
    weights = reference.weights(draws, INPUT_SIZE, HIDDEN, ATTENTION);
    inputs =
        new AttentiveReference.Inputs(
            draws.array(batch, decoder.steps(), INPUT_SIZE),
            draws.array(batch, encoder.steps(), HIDDEN),
            draws.array(batch, reference.cell().states(), HIDDEN),
            decoder.lengths_B(),
            encoder.lengths_B());
    dOutput_BTH = draws.array(batch, decoder.steps(), HIDDEN);
  }

  private static ReferenceCell reference(Cell cell) {
    return switch (cell) {
      case LSTM -> new LstmReference();
      case GRU -> new GruResetAfterReference();
      case GRU_RESET_BEFORE -> new GruResetBeforeReference();
      case RNN -> new SimpleRnnReference(Activation.TANH);
      case RNN_RELU -> new SimpleRnnReference(Activation.RELU);
      case MINIMAL_GATED -> throw new IllegalArgumentException("cannot hold attention");
    };
  }

  private Map<String, double[][]> named() {
    Map<String, double[][]> named = new LinkedHashMap<>();
    named.put("W", weights.cell().w_IG());
    named.put("RW", weights.cell().r_HG());
    named.put("b", new double[][] {weights.cell().b_K()});
    List<String> scoreKeys =
        switch (configuration.getScore()) {
          case DOT -> List.of();
          case GENERAL -> List.of("Wa");
          case ADDITIVE -> List.of("Wq", "Wm", "v");
        };
    for (int i = 0; i < scoreKeys.size(); i++) {
      named.put(scoreKeys.get(i), weights.score()[i]);
    }
    named.put("Wc", weights.combine());
    return named;
  }

  private AttentiveDecoderVertex running() {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .dataType(decoder.type())
                .miniBatch(false)
                .graphBuilder()
                .addInputs("y", "source", "first")
                .addVertex(
                    "decoder",
                    new AttentiveDecoder(
                        new NeuralNetConfiguration.Builder().layer(configuration).build()),
                    "y",
                    "source",
                    "first")
                .setOutputs("decoder")
                .build());
    graph.init();
    graph.initGradientsView();
    AttentiveDecoderVertex vertex = (AttentiveDecoderVertex) graph.getVertex("decoder");
    Map<String, INDArray> parameters = vertex.paramTable(false);
    named().forEach((name, values) -> assign(parameters.get(name), values));
    return vertex;
  }

  private static void assign(INDArray parameter, double[][] values) {
    parameter.assign(
        Nd4j.createFromArray(values).castTo(parameter.dataType()).reshape('c', parameter.shape()));
  }

  private INDArray forward(AttentiveDecoderVertex vertex) {
    vertex.setInput(0, decoder.toLayer(inputs.y_BTE(), 3), WORKSPACES);
    vertex.setInput(1, encoder.toLayer(inputs.memory_BSH(), 3), WORKSPACES);
    double[][] first_BX =
        Arrays.stream(inputs.initial_BXH())
            .map(row -> Arrays.stream(row).flatMapToDouble(Arrays::stream).toArray())
            .toArray(double[][]::new);
    vertex.setInput(2, Nd4j.createFromArray(first_BX).castTo(decoder.type()), WORKSPACES);
    INDArray[] masks = {decoder.mask(), encoder.mask(), null};
    vertex.feedForwardMaskArrays(masks, MaskState.Active, first_BX.length);
    return vertex.doForward(true, WORKSPACES);
  }

  /** A forward pass. */
  void assertOutputMatches(double tolerance) {
    AttentiveDecoderVertex vertex = running();
    double[][][] actual_BTH = decoder.fromLayer(forward(vertex));
    INDArray weights_BTS = vertex.attentionWeights();
    AttentiveReference.Outputs expected = reference.forward(weights, inputs);
    double[][][] actualWeights_BTS = new double[actual_BTH.length][decoder.steps()][];
    for (int row = 0; row < actual_BTH.length; row++) {
      for (int step = 0; step < decoder.steps(); step++) {
        int at = decoder.position(row, step);
        boolean real = step < decoder.lengths_B()[row];
        actualWeights_BTS[row][step] = new double[encoder.steps()];
        for (int s = 0; real && s < encoder.steps(); s++) {
          actualWeights_BTS[row][step][s] =
              weights_BTS.getDouble(row, at, encoder.position(row, s));
        }
        if (!real) {
          Arrays.fill(actual_BTH[row][step], 0);
        }
      }
    }
    assertClose(tolerance, "output", expected.output_BTH(), actual_BTH);
    assertClose(tolerance, "attention weights", expected.weights_BTS(), actualWeights_BTS);
  }

  private static void assertClose(
      double tolerance, String name, double[][][] expected, double[][][] actual) {
    RelativeDifference.assertAtMost(
        tolerance, name, Nd4j.createFromArray(expected), Nd4j.createFromArray(actual));
  }

  /** A backward pass, in double. */
  void assertGradientsAreDifferenceQuotients() {
    Pair<Gradient, INDArray[]> actual = differentiate(running());
    DoubleSupplier loss = () -> reference.loss(weights, inputs, dOutput_BTH);
    named()
        .forEach(
            (name, values) ->
                assertGradient(
                    name, values, likewise(values, actual.getFirst().getGradientFor(name)), loss));
    INDArray[] dInputs = actual.getSecond();
    assertGradient("y", inputs.y_BTE(), decoder.fromLayer(dInputs[0]), loss);
    assertGradient("source", inputs.memory_BSH(), encoder.fromLayer(dInputs[1]), loss);
    double[][][] dInitial = new double[inputs.initial_BXH().length][][];
    for (int row = 0; row < dInitial.length; row++) {
      dInitial[row] = likewise(inputs.initial_BXH()[row], dInputs[2].slice(row));
    }
    assertGradient("first", inputs.initial_BXH(), dInitial, loss);
  }

  /** A backward pass in single precision beside that in double. */
  void assertGradientsMatch(AttentiveDecoderComparison inDouble, double tolerance) {
    Pair<Gradient, INDArray[]> actual = differentiate(running());
    Pair<Gradient, INDArray[]> expected = inDouble.differentiate(inDouble.running());
    for (String name : named().keySet()) {
      RelativeDifference.assertAtMost(
          tolerance,
          name,
          expected.getFirst().getGradientFor(name).dup('c'),
          actual.getFirst().getGradientFor(name));
    }
    for (int input = 0; input < 3; input++) {
      RelativeDifference.assertAtMost(
          tolerance,
          "input " + input,
          expected.getSecond()[input].dup('c'),
          actual.getSecond()[input].dup('c'));
    }
  }

  private Pair<Gradient, INDArray[]> differentiate(AttentiveDecoderVertex vertex) {
    forward(vertex);
    // Whatever stands in padding must not count.
    vertex.setEpsilon(decoder.toLayer(dOutput_BTH, 7));
    return vertex.doBackward(false, WORKSPACES);
  }

  /** An array's elements in 'c' order, in the shape of these values. */
  private static double[][] likewise(double[][] values, INDArray array) {
    double[] flat =
        array.dup('c').reshape(array.length()).castTo(array.dataType()).toDoubleVector();
    double[][] shaped = new double[values.length][];
    int from = 0;
    for (int row = 0; row < values.length; row++) {
      shaped[row] = Arrays.copyOfRange(flat, from, from + values[row].length);
      from += values[row].length;
    }
    return shaped;
  }
}

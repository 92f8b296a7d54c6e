package io.unroll.layers.attention;

import io.unroll.layers.RelativeDifference;
import io.unroll.layers.SequencePlacement;
import io.unroll.layers.reference.AttentionReference;
import io.unroll.layers.reference.AttentionScore;
import io.unroll.layers.reference.Draws;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A running attention vertex beside its reference: the same parameters and states to both, then the
 * outputs at real decoder steps and all gradients against each other.
 */
final class AttentionVertexComparison {
  private static final LayerWorkspaceMgr WORKSPACES = LayerWorkspaceMgr.noWorkspaces();
  private static final String COMBINE_KEY = "Wc";

  private final AttentionReference reference;
  private final SequencePlacement decoder;
  private final SequencePlacement encoder;
  private final double tolerance;
  private final List<String> scoreKeys;
  private final AttentionReference.Weights weights;
  private final AttentionReference.Inputs inputs;
  private final double[][][] dy_BTH;

  /**
   * @param scoreKeys names of the vertex's parameters in the order of the score's weights
   * @param attention A, where the score has it
   */
  AttentionVertexComparison(
      AttentionScore score,
      List<String> scoreKeys,
      int hidden,
      int attention,
      SequencePlacement decoder,
      SequencePlacement encoder,
      double tolerance,
      long seed) {
    Draws draws = Draws.random(seed);
    int batch = decoder.lengths_B().length;
    this.reference = new AttentionReference(score);
    this.scoreKeys = scoreKeys;
    this.decoder = decoder;
    this.encoder = encoder;
    this.tolerance = tolerance;
    weights =
        new AttentionReference.Weights(
            score.weights(draws, hidden, attention), draws.array(2 * hidden, hidden));
    inputs =
        new AttentionReference.Inputs(
            draws.array(batch, decoder.steps(), hidden),
            draws.array(batch, encoder.steps(), hidden),
            encoder.lengths_B());
    dy_BTH = draws.array(batch, decoder.steps(), hidden);
    clearPadding(dy_BTH);
  }

  private void clearPadding(double[][][] values_BTH) {
    for (int row = 0; row < values_BTH.length; row++) {
      for (int step = decoder.lengths_B()[row]; step < decoder.steps(); step++) {
        Arrays.fill(values_BTH[row][step], 0);
      }
    }
  }

  /** A training pass of the vertex and its backward pass. */
  void assertMatches(org.deeplearning4j.nn.conf.graph.GraphVertex configuration) {
    GraphVertex vertex = running(configuration);
    vertex.setInputs(
        decoder.toLayer(inputs.decoder_BTH(), 3), encoder.toLayer(inputs.encoder_BSH(), 3));
    INDArray[] masks = {decoder.mask(), encoder.mask()};
    vertex.feedForwardMaskArrays(masks, MaskState.Active, dy_BTH.length);
    double[][][] y_BTH = decoder.fromLayer(vertex.doForward(true, WORKSPACES));
    double[][][] expectedY_BTH = reference.forward(weights, inputs).y_BTH();
    clearPadding(y_BTH);
    clearPadding(expectedY_BTH);
    assertClose("output", expectedY_BTH, y_BTH);
    vertex.setEpsilon(decoder.toLayer(dy_BTH, 0));
    assertGradientsMatch(vertex.doBackward(false, WORKSPACES));
  }

  private GraphVertex running(org.deeplearning4j.nn.conf.graph.GraphVertex configuration) {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .dataType(decoder.type())
                .miniBatch(false)
                .graphBuilder()
                .addInputs("decoder", "encoder")
                .addVertex("attention", configuration, "decoder", "encoder")
                .setOutputs("attention")
                .build());
    graph.init();
    graph.initGradientsView();
    GraphVertex vertex = graph.getVertex("attention");
    Map<String, INDArray> parameters = vertex.paramTable(false);
    for (int i = 0; i < scoreKeys.size(); i++) {
      assign(parameters.get(scoreKeys.get(i)), weights.score()[i]);
    }
    assign(parameters.get(COMBINE_KEY), weights.combine_2HH());
    return vertex;
  }

  private static void assign(INDArray parameter, double[][] values) {
    parameter.assign(
        Nd4j.createFromArray(values).castTo(parameter.dataType()).reshape('c', parameter.shape()));
  }

  private void assertGradientsMatch(Pair<Gradient, INDArray[]> actual) {
    AttentionReference.Gradients expected = reference.backward(weights, inputs, dy_BTH);
    Gradient byName = actual.getFirst();
    for (int i = 0; i < scoreKeys.size(); i++) {
      assertClose(scoreKeys.get(i), expected.dWeights().score()[i], byName);
    }
    assertClose(COMBINE_KEY, expected.dWeights().combine_2HH(), byName);
    INDArray[] dStates = actual.getSecond();
    assertClose("decoder", expected.dDecoder_BTH(), decoder.fromLayer(dStates[0]));
    assertClose("encoder", expected.dEncoder_BSH(), encoder.fromLayer(dStates[1]));
  }

  private void assertClose(String name, double[][] expected, Gradient actual) {
    RelativeDifference.assertAtMost(
        tolerance, name, Nd4j.createFromArray(expected), actual.getGradientFor(name));
  }

  private void assertClose(String name, double[][][] expected, double[][][] actual) {
    RelativeDifference.assertAtMost(
        tolerance, name, Nd4j.createFromArray(expected), Nd4j.createFromArray(actual));
  }
}

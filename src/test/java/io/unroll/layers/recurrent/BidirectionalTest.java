package io.unroll.layers.recurrent;

import io.unroll.config.BackendSettings.Kernels;
import io.unroll.layers.RelativeDifference;
import io.unroll.layers.SequencePlacement;
import io.unroll.layers.reference.Activation;
import io.unroll.layers.reference.CellWeights;
import io.unroll.layers.reference.Draws;
import io.unroll.layers.reference.GruResetAfterReference;
import io.unroll.layers.reference.GruResetBeforeReference;
import io.unroll.layers.reference.LstmReference;
import io.unroll.layers.reference.ReferenceCell;
import io.unroll.layers.reference.ReferenceLayer;
import io.unroll.layers.reference.SimpleRnnReference;
import java.util.Arrays;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * DL4J's wrapper around our cells, with padding behind the sequences: the backward cell reads it
 * first. Loss: the squared distance to random labels at real steps.
 */
class BidirectionalTest {
  private static final int BATCH = 3;
  private static final int STEPS = 5;
  private static final int INPUTS = 4;
  private static final int HIDDEN = 6;
  private static final int[] LENGTHS = {5, 2, 3};
  private static final double TOLERANCE = 1e-5;

  private enum Cell {
    LSTM(new LstmReference()),
    GRU(new GruResetAfterReference()),
    GRU_RESET_BEFORE(new GruResetBeforeReference()),
    RNN(new SimpleRnnReference(Activation.TANH));

    final ReferenceCell reference;

    Cell(ReferenceCell reference) {
      this.reference = reference;
    }

    BaseRecurrentLayer layer(Kernels kernels) {
      return switch (this) {
        case LSTM -> new SequenceLstm(INPUTS, HIDDEN, 1, kernels);
        case GRU -> new SequenceGru(INPUTS, HIDDEN, true, kernels);
        case GRU_RESET_BEFORE -> new SequenceGru(INPUTS, HIDDEN, false, kernels);
        case RNN -> new SequenceRnn(INPUTS, HIDDEN, false, kernels);
      };
    }
  }

  @ParameterizedTest
  @CsvSource({
    "LSTM,REQUIRE,CONCAT",
    "LSTM,REQUIRE,ADD",
    "LSTM,STOCK,ADD",
    "GRU,REQUIRE,CONCAT",
    "GRU,STOCK,CONCAT",
    "GRU_RESET_BEFORE,REQUIRE,ADD",
    "GRU_RESET_BEFORE,STOCK,ADD",
    "RNN,AUTO,CONCAT",
    "RNN,STOCK,ADD"
  })
  void paddedBatch_bothNetworks_equalReference(
      Cell cell, Kernels kernels, Bidirectional.Mode mode) {
    Expectation expected = new Expectation(cell.reference, mode);
    assertGraphMatches(expected, new Bidirectional(mode, cell.layer(kernels)));
    assertMultiLayerNetworkMatches(expected, new Bidirectional(mode, cell.layer(kernels)));
  }

  private static void assertGraphMatches(Expectation expected, Bidirectional layer) {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .miniBatch(false)
                .graphBuilder()
                .addInputs("x")
                .addLayer("cell", layer, "x")
                .addLayer("loss", loss(), "cell")
                .setOutputs("loss")
                .build());
    graph.init();
    expected.assignTo(graph.getLayer("cell"));
    INDArray mask = expected.placement.mask();
    INDArray y = graph.output(false, new INDArray[] {expected.x()}, new INDArray[] {mask})[0];
    expected.assertOutput(y);
    graph.setInputs(expected.x());
    graph.setLabels(expected.labels());
    graph.setLayerMaskArrays(new INDArray[] {mask}, new INDArray[] {mask});
    graph.computeGradientAndScore();
    expected.assertGradients(graph.gradient(), "cell_");
  }

  private static void assertMultiLayerNetworkMatches(Expectation expected, Bidirectional layer) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .miniBatch(false)
                .list()
                .layer(layer)
                .layer(loss())
                .build());
    network.init();
    expected.assignTo(network.getLayer(0));
    INDArray mask = expected.placement.mask();
    expected.assertOutput(network.output(expected.x(), false, mask, mask));
    Pair<Gradient, INDArray> gradients =
        network.calculateGradients(expected.x(), expected.labels(), mask, mask);
    expected.assertGradients(gradients.getFirst(), "0_");
    expected.assertInputGradient(gradients.getSecond());
  }

  private static RnnLossLayer loss() {
    return new RnnLossLayer.Builder()
        .lossFunction(LossFunction.L2)
        .activation(org.nd4j.linalg.activations.Activation.IDENTITY)
        .dataFormat(RNNFormat.NCW)
        .build();
  }

  /** Result of the equations for one draw. */
  private static final class Expectation {
    final SequencePlacement placement =
        new SequencePlacement(LENGTHS, STEPS, false, false, DataType.FLOAT);
    private final CellWeights[] weights = new CellWeights[2];
    private final ReferenceLayer.Gradients[] gradients = new ReferenceLayer.Gradients[2];
    private final double[][][] x_BTI;
    private final double[][][] y_BTX;
    private final double[][][] labels_BTX;

    Expectation(ReferenceCell cell, Bidirectional.Mode mode) {
      Draws draws = Draws.random(11);
      x_BTI = draws.array(BATCH, STEPS, INPUTS);
      int size = mode == Bidirectional.Mode.CONCAT ? 2 * HIDDEN : HIDDEN;
      labels_BTX = draws.array(BATCH, STEPS, size);
      y_BTX = new double[BATCH][STEPS][size];
      ReferenceLayer.Inputs inputs =
          new ReferenceLayer.Inputs(
              x_BTI, new double[BATCH][cell.states()][HIDDEN], LENGTHS.clone());
      double[][][] noLast = new double[BATCH][cell.states()][HIDDEN];
      for (int side = 0; side < 2; side++) {
        weights[side] = draws.scaled(0.5).weights(cell, INPUTS, HIDDEN);
        double[][][] y = layer(cell, side).forward(weights[side], inputs).y_BTH();
        int from = side * (size - HIDDEN);
        everywhere((row, step, i) -> y_BTX[row][step][from + i] += y[row][step][i]);
      }
      for (int side = 0; side < 2; side++) {
        double[][][] dy = new double[BATCH][STEPS][HIDDEN];
        int from = side * (size - HIDDEN);
        everywhere(
            (row, step, i) ->
                dy[row][step][i] =
                    2 * (y_BTX[row][step][from + i] - labels_BTX[row][step][from + i]));
        gradients[side] = layer(cell, side).backward(weights[side], inputs, dy, noLast);
      }
    }

    private interface Element {
      void at(int row, int step, int i);
    }

    private static void everywhere(Element element) {
      for (int row = 0; row < BATCH; row++) {
        for (int step = 0; step < LENGTHS[row]; step++) {
          for (int i = 0; i < HIDDEN; i++) {
            element.at(row, step, i);
          }
        }
      }
    }

    private static ReferenceLayer layer(ReferenceCell cell, int side) {
      return new ReferenceLayer(cell, side == 1);
    }

    void assignTo(org.deeplearning4j.nn.api.Layer layer) {
      for (int side = 0; side < 2; side++) {
        String prefix = side == 0 ? "f" : "b";
        layer.getParam(prefix + "W").assign(Nd4j.createFromArray(weights[side].w_IG()));
        layer.getParam(prefix + "RW").assign(Nd4j.createFromArray(weights[side].r_HG()));
        INDArray bias = layer.getParam(prefix + "b");
        bias.assign(Nd4j.createFromArray(weights[side].b_K()).reshape(bias.shape()));
      }
    }

    INDArray x() {
      return placement.toLayer(x_BTI, 3);
    }

    INDArray labels() {
      return placement.toLayer(labels_BTX, 0);
    }

    void assertOutput(INDArray y) {
      double[][][] actual_BTX = placement.fromLayer(y);
      for (int row = 0; row < BATCH; row++) {
        for (int step = LENGTHS[row]; step < STEPS; step++) {
          Arrays.fill(actual_BTX[row][step], 0);
        }
      }
      RelativeDifference.assertAtMost(
          TOLERANCE, "output", Nd4j.createFromArray(y_BTX), Nd4j.createFromArray(actual_BTX));
    }

    void assertGradients(Gradient gradient, String prefix) {
      for (int side = 0; side < 2; side++) {
        String name = prefix + (side == 0 ? "f" : "b");
        CellWeights expected = gradients[side].dWeights();
        assertClose(name + "W", expected.w_IG(), gradient);
        assertClose(name + "RW", expected.r_HG(), gradient);
        assertClose(name + "b", new double[][] {expected.b_K()}, gradient);
      }
    }

    private static void assertClose(String name, double[][] expected, Gradient gradient) {
      RelativeDifference.assertAtMost(
          TOLERANCE, name, Nd4j.createFromArray(expected), gradient.getGradientFor(name));
    }

    void assertInputGradient(INDArray dx) {
      INDArray sum =
          Nd4j.createFromArray(gradients[0].dx_BTI())
              .add(Nd4j.createFromArray(gradients[1].dx_BTI()));
      RelativeDifference.assertAtMost(
          TOLERANCE, "input", sum, Nd4j.createFromArray(placement.fromLayer(dx)));
    }
  }
}

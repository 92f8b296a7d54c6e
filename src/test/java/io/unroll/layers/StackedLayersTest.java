package io.unroll.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unroll.config.BackendSettings.Kernels;
import io.unroll.layers.kernel.NativeMemory;
import io.unroll.layers.output.TokenOutput;
import io.unroll.layers.recurrent.CellFromState;
import io.unroll.layers.recurrent.SequenceMinimalGated;
import io.unroll.layers.recurrent.SequenceOutputRnn;
import io.unroll.layers.recurrent.SequenceRnn;
import io.unroll.layers.sequence.ResidualSum;
import io.unroll.layers.sequence.SequenceNormalisation;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * Layers between recurrent layers, and cells without a reference of their own, in a network with
 * padding: x to a cell, the layer or vertex in question, another cell, and the token output.
 */
class StackedLayersTest {
  private static final int BATCH = 3;
  private static final int STEPS = 4;
  private static final int INPUTS = 2;
  private static final int HIDDEN = 3;
  private static final int CLASSES = 5;

  private INDArray x;
  private INDArray state;
  private INDArray labels;
  private INDArray mask;

  enum Between {
    MINIMAL_GATED,
    NORMALISATION,
    RESIDUAL,
    OUTPUT_RNN,
    OUTPUT_RNN_FROM_STATE
  }

  @BeforeEach
  void draw() {
    Nd4j.getRandom().setSeed(11);
    x = Nd4j.rand(DataType.DOUBLE, BATCH, INPUTS, STEPS).subi(0.5);
    state = Nd4j.rand(DataType.DOUBLE, BATCH, HIDDEN).subi(0.5);
    labels = Nd4j.zeros(DataType.DOUBLE, BATCH, 1, STEPS);
    for (int row = 0; row < BATCH; row++) {
      for (int step = 0; step < STEPS; step++) {
        labels.putScalar(row, 0, step, (row + 2 * step) % CLASSES);
      }
    }
    mask = Nd4j.createFromArray(new double[][] {{1, 1, 1, 1}, {1, 1, 0, 0}, {1, 0, 0, 0}});
  }

  /** The minimal gated unit has a reference, which is held against them. */
  @ParameterizedTest
  @EnumSource(value = Between.class, names = "MINIMAL_GATED", mode = EnumSource.Mode.EXCLUDE)
  void gradient_inDouble_equalsDifferenceQuotients(Between between) {
    ComputationGraph network = network(between, DataType.DOUBLE, Kernels.STOCK);
    ParameterGradients.assertEqualDifferenceQuotients(network, () -> loss(network));
  }

  @ParameterizedTest
  @EnumSource(Between.class)
  void gradient_inFloat_equalsThatInDouble(Between between) {
    ComputationGraph kernel = network(between, DataType.FLOAT, Kernels.REQUIRE);
    ComputationGraph portable = network(between, DataType.DOUBLE, Kernels.STOCK);
    portable.setParams(kernel.params().castTo(DataType.DOUBLE));
    assertEquals(loss(portable), loss(kernel), 1e-5 * portable.score());
    INDArray difference =
        portable
            .getFlattenedGradients()
            .sub(kernel.getFlattenedGradients().castTo(DataType.DOUBLE));
    assertEquals(0, difference.amaxNumber().doubleValue(), 1e-5);
  }

  @ParameterizedTest
  @EnumSource(Between.class)
  void padding_anyValue_changesNothing(Between between) {
    for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
      draw();
      ComputationGraph network = network(between, type, Kernels.AUTO);
      double loss = loss(network);
      INDArray gradient = network.getFlattenedGradients().dup();
      x.putScalar(1, 0, 3, 99);
      x.putScalar(2, 1, 1, -7);
      assertEquals(loss, loss(network));
      assertEquals(gradient, network.getFlattenedGradients());
    }
  }

  @ParameterizedTest
  @EnumSource(Between.class)
  void json_roundTripAndClone_computeTheSame(Between between) {
    ComputationGraph network = network(between, DataType.FLOAT, Kernels.REQUIRE);
    ComputationGraphConfiguration read =
        ComputationGraphConfiguration.fromJson(network.getConfiguration().toJson());
    assertEquals(network.getConfiguration(), read);
    assertEquals(read, read.clone());
    ComputationGraph restored = new ComputationGraph(read);
    restored.init(network.params().dup(), false);
    assertEquals(loss(network), loss(restored));
    assertEquals(loss(network), loss(network.clone()));
  }

  @Test
  void normalisation_byHand_hasZeroMeanAndUnitVariance() {
    ComputationGraph network =
        new ComputationGraph(
            builder(DataType.DOUBLE)
                .graphBuilder()
                .addInputs("x")
                .addLayer("normalised", new SequenceNormalisation(INPUTS), "x")
                .setOutputs("normalised")
                .build());
    network.init();
    org.deeplearning4j.nn.api.Layer layer = network.getLayer("normalised");
    layer.getParam("g").assign(Nd4j.createFromArray(2.0, 3.0));
    layer.getParam("b").assign(Nd4j.createFromArray(0.0, 10.0));
    INDArray values = Nd4j.createFromArray(new double[][][] {{{1, 0}, {3, 4}}});
    INDArray y = layer.activate(values, false, LayerWorkspaceMgr.noWorkspaces());
    // Means 2 and 2, variances 1 and 4.
    double near = 1 / Math.sqrt(1 + 1e-5);
    double far = 2 / Math.sqrt(4 + 1e-5);
    assertArrayEquals(
        new double[] {-2 * near, -2 * far, 10 + 3 * near, 10 + 3 * far},
        y.dup('c').data().asDouble(),
        1e-12);
  }

  @Test
  void residualSum_output_liesAsRecurrentLayersReadIt() {
    ComputationGraph network = network(Between.RESIDUAL, DataType.FLOAT, Kernels.REQUIRE);
    INDArray sum =
        network
            .feedForward(
                new INDArray[] {x.castTo(DataType.FLOAT), state.castTo(DataType.FLOAT)}, false)
            .get("between");
    assertTrue(NativeMemory.isDense(sum.permute(2, 0, 1)));
  }

  private double loss(ComputationGraph network) {
    DataType type = network.params().dataType();
    network.setInputs(x.castTo(type), state.castTo(type));
    network.setLabels(labels.castTo(type));
    INDArray typed = mask.castTo(type);
    network.setLayerMaskArrays(new INDArray[] {typed, null}, new INDArray[] {typed});
    network.computeGradientAndScore();
    network.clearLayerMaskArrays();
    return network.score();
  }

  private static NeuralNetConfiguration.Builder builder(DataType type) {
    return new NeuralNetConfiguration.Builder()
        .seed(5)
        .dataType(type)
        .updater(new Sgd(0.1))
        .miniBatch(false);
  }

  private static ComputationGraph network(Between between, DataType type, Kernels kernels) {
    NeuralNetConfiguration.Builder common = builder(type);
    var graph =
        common
            .graphBuilder()
            .addInputs("x", "state")
            .allowDisconnected(true)
            .addLayer("below", new SequenceRnn(INPUTS, HIDDEN, false, kernels), "x");
    switch (between) {
      case MINIMAL_GATED ->
          graph.addLayer("between", new SequenceMinimalGated(HIDDEN, HIDDEN, kernels), "below");
      case NORMALISATION -> graph.addLayer("between", new SequenceNormalisation(HIDDEN), "below");
      case RESIDUAL ->
          graph
              .addLayer("skipped", new SequenceRnn(HIDDEN, HIDDEN, false, kernels), "below")
              .addVertex("between", new ResidualSum(), "skipped", "below");
      case OUTPUT_RNN ->
          graph.addLayer("between", new SequenceOutputRnn(HIDDEN, HIDDEN, false, kernels), "below");
      case OUTPUT_RNN_FROM_STATE -> {
        Layer cell = new SequenceOutputRnn(HIDDEN, HIDDEN, true, kernels);
        cell.setLayerName("between");
        graph.addVertex(
            "between", new CellFromState(common.clone().layer(cell).build()), "below", "state");
      }
    }
    graph
        .addLayer("above", new SequenceRnn(HIDDEN, HIDDEN, false, kernels), "between")
        .addLayer("output", new TokenOutput(HIDDEN, CLASSES, 0, kernels), "above")
        .setOutputs("output");
    ComputationGraph network = new ComputationGraph(graph.build());
    network.init();
    return network;
  }
}

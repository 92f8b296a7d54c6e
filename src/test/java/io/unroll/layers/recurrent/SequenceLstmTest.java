package io.unroll.layers.recurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import io.unroll.config.BackendSettings.Kernels;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The kernel against the stock layer, which is the reference. */
class SequenceLstmTest {
  private static final int CLASSES = 5;

  @Property(tries = 25)
  void lossAndGradients_randomShapes_equalStock(
      @ForAll @IntRange(min = 1, max = 9) int batch,
      @ForAll @IntRange(min = 1, max = 12) int steps,
      @ForAll @IntRange(min = 1, max = 11) int inputSize,
      @ForAll @IntRange(min = 1, max = 19) int hidden) {
    ComputationGraph kernel = graph(sequenceLstm(inputSize, hidden), hidden, false);
    ComputationGraph stock = graph(stockLstm(inputSize, hidden), hidden, false);
    stock.setParams(kernel.params().dup());

    INDArray x = Nd4j.rand(DataType.FLOAT, batch, inputSize, steps).subi(0.5);
    INDArray y = labels(batch, steps);
    differentiate(kernel, x, y);
    differentiate(stock, x, y);

    assertEquals(stock.score(), kernel.score(), 1e-5 * stock.score());
    assertClose(kernel.getFlattenedGradients(), stock.getFlattenedGradients());
  }

  @Test
  void inputGradient_twoLayers_equalsStock() {
    // The lower layer's gradient is made from the upper one's gradient by its input.
    ComputationGraph kernel = twoLayers(sequenceLstm(4, 6), sequenceLstm(6, 7));
    ComputationGraph stock = twoLayers(stockLstm(4, 6), stockLstm(6, 7));
    stock.setParams(kernel.params().dup());
    INDArray x = Nd4j.rand(DataType.FLOAT, 3, 4, 5);
    INDArray y = labels(3, 5);
    differentiate(kernel, x, y);
    differentiate(stock, x, y);
    assertClose(kernel.getFlattenedGradients(), stock.getFlattenedGradients());
  }

  @Test
  void carriedState_twoWindows_equalOneSequence() {
    ComputationGraph network = graph(sequenceLstm(4, 6), 6, false);
    INDArray x = Nd4j.rand(DataType.FLOAT, 3, 4, 10);
    INDArray whole = network.output(x)[0].dup();
    INDArray[] windows = new INDArray[2];
    for (int window = 0; window < 2; window++) {
      INDArray part = x.get(all(), all(), interval(5 * window, 5 * window + 5)).dup();
      windows[window] =
          network
              .rnnActivateUsingStoredState(new INDArray[] {part}, false, true)
              .get("output")
              .dup();
    }
    assertClose(Nd4j.concat(2, windows[0], windows[1]), whole);
  }

  @Test
  void backward_carriedState_dependsOnIt() {
    // DL4J's own layer forgets the carried state in a graph's backward pass.
    ComputationGraph kernel = graph(sequenceLstm(4, 6), 6, true);
    ComputationGraph fallback = graph(new SequenceLstm(4, 6, 1, Kernels.STOCK), 6, true);
    fallback.setParams(kernel.params().dup());
    INDArray x = Nd4j.rand(DataType.FLOAT, 3, 4, 5);
    INDArray y = labels(3, 5);
    INDArray h = Nd4j.rand(DataType.FLOAT, 3, 6);
    INDArray c = Nd4j.rand(DataType.FLOAT, 3, 6);
    for (ComputationGraph network : new ComputationGraph[] {kernel, fallback}) {
      SequenceCellLayer layer = (SequenceCellLayer) network.getLayer("cell");
      layer.rnnSetPreviousState(state(h, c));
      layer.rnnSetTBPTTState(state(h, c));
      differentiate(network, x, y);
    }
    assertClose(kernel.getFlattenedGradients(), fallback.getFlattenedGradients());
  }

  @Test
  void json_roundTrip_keepsTheLayer() {
    ComputationGraph network = graph(sequenceLstm(4, 6), 6, false);
    ComputationGraphConfiguration read =
        ComputationGraphConfiguration.fromJson(network.getConfiguration().toJson());
    ComputationGraph restored = new ComputationGraph(read);
    restored.init(network.params().dup(), false);
    assertInstanceOf(SequenceCellLayer.class, restored.getLayer("cell"));
    INDArray x = Nd4j.rand(DataType.FLOAT, 2, 4, 3);
    assertClose(restored.output(x)[0], network.output(x)[0]);
    assertClose(network.clone().output(x)[0], network.output(x)[0]);
  }

  private static Map<String, INDArray> state(INDArray h, INDArray c) {
    return new HashMap<>(
        Map.of(
            SequenceCellLayer.HIDDEN, h.dup(),
            SequenceCellLayer.MEMORY, c.dup()));
  }

  private static SequenceLstm sequenceLstm(int inputSize, int hidden) {
    return new SequenceLstm(inputSize, hidden, 1, Kernels.REQUIRE);
  }

  private static LSTM stockLstm(int inputSize, int hidden) {
    return new LSTM.Builder()
        .nIn(inputSize)
        .nOut(hidden)
        .forgetGateBiasInit(1)
        .activation(Activation.TANH)
        .dataFormat(RNNFormat.NCW)
        .build();
  }

  private static ComputationGraph graph(Layer cell, int hidden, boolean carried) {
    var builder =
        new NeuralNetConfiguration.Builder()
            .seed(3)
            .updater(new Sgd(0.1))
            .miniBatch(false)
            .graphBuilder()
            .addInputs("x")
            .addLayer("cell", cell, "x")
            .addLayer("output", output(hidden), "cell")
            .setOutputs("output");
    if (carried) {
      builder.backpropType(BackpropType.TruncatedBPTT);
    }
    ComputationGraph network = new ComputationGraph(builder.build());
    network.init();
    return network;
  }

  private static ComputationGraph twoLayers(Layer lower, Layer upper) {
    ComputationGraph network =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new Sgd(0.1))
                .graphBuilder()
                .addInputs("x")
                .addLayer("lower", lower, "x")
                .addLayer("upper", upper, "lower")
                .addLayer("output", output(7), "upper")
                .setOutputs("output")
                .build());
    network.init();
    return network;
  }

  private static RnnOutputLayer output(int hidden) {
    return new RnnOutputLayer.Builder(LossFunction.MCXENT)
        .nIn(hidden)
        .nOut(CLASSES)
        .activation(Activation.SOFTMAX)
        .dataFormat(RNNFormat.NCW)
        .build();
  }

  private static INDArray labels(int batch, int steps) {
    INDArray y = Nd4j.zeros(DataType.FLOAT, batch, CLASSES, steps);
    for (int row = 0; row < batch; row++) {
      for (int step = 0; step < steps; step++) {
        y.putScalar(row, (row * 7 + step * 3) % CLASSES, step, 1);
      }
    }
    return y;
  }

  private static void differentiate(ComputationGraph network, INDArray x, INDArray y) {
    network.setInputs(x);
    network.setLabels(y);
    network.computeGradientAndScore();
  }

  private static void assertClose(INDArray actual, INDArray expected) {
    double difference = actual.sub(expected.reshape(actual.shape())).norm2Number().doubleValue();
    double allowed = 1e-5 * Math.max(1e-3, expected.norm2Number().doubleValue());
    assertTrue(difference <= allowed, difference + " > " + allowed);
  }
}

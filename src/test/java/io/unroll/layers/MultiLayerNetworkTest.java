package io.unroll.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import io.unroll.config.BackendSettings.Kernels;
import io.unroll.layers.recurrent.SequenceLstm;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Our cells in DL4J's other kind of network, as its users write it. */
class MultiLayerNetworkTest {
  private static final int INPUTS = 4;
  private static final int HIDDEN = 6;
  private static final int WINDOW = 5;

  @ParameterizedTest
  @EnumSource(
      value = Kernels.class,
      names = {"REQUIRE", "STOCK"})
  void rnnTimeStep_stepByStep_equalsWholeSequence(Kernels kernels) {
    MultiLayerNetwork network = network(new SequenceLstm(INPUTS, HIDDEN, 1, kernels));
    INDArray x = Nd4j.rand(DataType.FLOAT, 3, INPUTS, 7);
    INDArray whole = network.output(x).dup();
    for (int step = 0; step < 7; step++) {
      INDArray y = network.rnnTimeStep(x.get(all(), all(), interval(step, step + 1)).dup());
      assertClose(whole.get(all(), all(), interval(step, step + 1)), y);
    }
    network.rnnClearPreviousState();
    INDArray first = network.rnnTimeStep(x.get(all(), all(), interval(0, 3)).dup());
    INDArray second = network.rnnTimeStep(x.get(all(), all(), interval(3, 7)).dup());
    assertClose(whole, Nd4j.concat(2, first, second));
  }

  @Test
  void fit_oneWindow_equalsStock() {
    MultiLayerNetwork ours = network(new SequenceLstm(INPUTS, HIDDEN, 1, Kernels.REQUIRE));
    MultiLayerNetwork stock =
        network(
            new LSTM.Builder()
                .nIn(INPUTS)
                .nOut(HIDDEN)
                .forgetGateBiasInit(1)
                .activation(Activation.TANH)
                .build());
    assertLearnTheSame(ours, stock, WINDOW);
  }

  /** The stock layer is no measure here: its backward pass forgets the state carried in. */
  @Test
  void fit_severalWindows_kernelEqualsPortable() {
    assertLearnTheSame(
        network(new SequenceLstm(INPUTS, HIDDEN, 1, Kernels.REQUIRE)),
        network(new SequenceLstm(INPUTS, HIDDEN, 1, Kernels.STOCK)),
        2 * WINDOW + 2);
  }

  private static void assertLearnTheSame(
      MultiLayerNetwork ours, MultiLayerNetwork other, int steps) {
    other.setParams(ours.params().dup());
    INDArray x = Nd4j.rand(DataType.FLOAT, 3, INPUTS, steps);
    INDArray y = Nd4j.zeros(DataType.FLOAT, 3, 2, steps);
    for (int step = 0; step < steps; step++) {
      for (int row = 0; row < 3; row++) {
        y.putScalar(row, (row + step) % 2, step, 1);
      }
    }
    INDArray before = ours.params().dup();
    for (int i = 0; i < 3; i++) {
      ours.fit(x, y);
      other.fit(x, y);
    }
    assertClose(other.params(), ours.params());
    assertTrue(before.sub(ours.params()).norm2Number().doubleValue() > 0.01);
  }

  private static MultiLayerNetwork network(BaseRecurrentLayer cell) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new Sgd(0.1))
                .list()
                .layer(cell)
                .layer(
                    new RnnOutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(HIDDEN)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .dataFormat(RNNFormat.NCW)
                        .build())
                .backpropType(BackpropType.TruncatedBPTT)
                .tBPTTLength(WINDOW)
                .build());
    network.init();
    return network;
  }

  private static void assertClose(INDArray expected, INDArray actual) {
    assertEquals(0, expected.sub(actual).amaxNumber().doubleValue(), 1e-5);
  }
}

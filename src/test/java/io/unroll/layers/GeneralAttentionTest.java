package io.unroll.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class GeneralAttentionTest {
  private static final int BATCH = 3;
  private static final int HIDDEN = 4;
  private static final int SOURCE_STEPS = 5;
  private static final int TARGET_STEPS = 3;
  private static final int CLASSES = 4;
  private static final double STEP = 1e-5;

  private INDArray source;
  private INDArray target;
  private INDArray labels;
  private INDArray mask;

  @BeforeEach
  void draw() {
    Nd4j.getRandom().setSeed(11);
    source = Nd4j.rand(DataType.DOUBLE, BATCH, 2, SOURCE_STEPS).subi(0.5);
    target = Nd4j.rand(DataType.DOUBLE, BATCH, 2, TARGET_STEPS).subi(0.5);
    labels = Nd4j.zeros(DataType.DOUBLE, BATCH, CLASSES, TARGET_STEPS);
    for (int row = 0; row < BATCH; row++) {
      for (int step = 0; step < TARGET_STEPS; step++) {
        labels.putScalar(row, (row + 2 * step) % CLASSES, step, 1);
      }
    }
    mask = Nd4j.createFromArray(new double[][] {{1, 1, 1, 1, 1}, {1, 1, 1, 0, 0}, {1, 0, 0, 0, 0}});
  }

  @Test
  void gradient_ofEveryParameter_equalsDifferenceQuotient() {
    ComputationGraph network = network();
    differentiate(network);
    INDArray gradient = network.getFlattenedGradients().dup().reshape(network.params().length());
    INDArray parameters = network.params();
    for (long i = 0; i < parameters.length(); i++) {
      double value = parameters.getDouble(i);
      double quotient =
          (lossAt(network, i, value + STEP) - lossAt(network, i, value - STEP)) / (2 * STEP);
      parameters.putScalar(i, value);
      double allowed = 1e-7 + 1e-5 * Math.abs(quotient);
      assertEquals(quotient, gradient.getDouble(i), allowed, "parameter " + i);
    }
  }

  @Test
  void padding_ofTheSource_changesNothing() {
    ComputationGraph network = network();
    double loss = loss(network);
    INDArray gradient = network.getFlattenedGradients().dup();
    // Whatever stands behind a row's end must not matter.
    source.putScalar(1, 0, 3, 99);
    source.putScalar(1, 1, 4, -99);
    source.putScalar(2, 0, 1, 7);
    assertEquals(loss, loss(network));
    assertEquals(gradient, network.getFlattenedGradients());
  }

  private double lossAt(ComputationGraph network, long parameter, double value) {
    network.params().putScalar(parameter, value);
    return loss(network);
  }

  private double loss(ComputationGraph network) {
    differentiate(network);
    return network.score();
  }

  private void differentiate(ComputationGraph network) {
    network.setInputs(source, target);
    network.setLabels(labels);
    network.setLayerMaskArrays(
        new INDArray[] {mask, Nd4j.ones(DataType.DOUBLE, BATCH, TARGET_STEPS)}, null);
    network.computeGradientAndScore();
    network.clearLayerMaskArrays();
  }

  private static ComputationGraph network() {
    ComputationGraph network =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(5)
                .dataType(DataType.DOUBLE)
                .updater(new Sgd(0.1))
                .miniBatch(false)
                .graphBuilder()
                .addInputs("source", "target")
                .addLayer("encoder", lstm(), "source")
                .addLayer("decoder", lstm(), "target")
                .addVertex("attention", new GeneralAttention(HIDDEN), "decoder", "encoder")
                .addLayer(
                    "output",
                    new RnnOutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(HIDDEN)
                        .nOut(CLASSES)
                        .activation(Activation.SOFTMAX)
                        .dataFormat(RNNFormat.NCW)
                        .build(),
                    "attention")
                .setOutputs("output")
                .build());
    network.init();
    return network;
  }

  private static LSTM lstm() {
    return new SequenceLstm(2, HIDDEN, 1, io.unroll.config.BackendSettings.Kernels.AUTO);
  }
}

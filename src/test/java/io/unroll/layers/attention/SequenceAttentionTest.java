package io.unroll.layers.attention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.unroll.config.BackendSettings.Kernels;
import io.unroll.layers.attention.SequenceAttention.Score;
import io.unroll.layers.backend.KernelUse;
import io.unroll.layers.backend.KernelUse.Decision;
import io.unroll.layers.recurrent.SequenceLstm;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Attention inside a network: its gradients, masks, settings and counted passes. */
class SequenceAttentionTest {
  private static final int BATCH = 3;
  private static final int HIDDEN = 4;
  private static final int ATTENTION = 5;
  private static final int SOURCE_STEPS = 5;
  private static final int TARGET_STEPS = 3;
  private static final int CLASSES = 4;

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

  @ParameterizedTest
  @EnumSource(Score.class)
  void gradient_inFloat_equalsThatInDouble(Score score) {
    ComputationGraph kernel = network(score, DataType.FLOAT, Kernels.REQUIRE, "attention");
    ComputationGraph portable = network(score, DataType.DOUBLE, Kernels.AUTO, "attention");
    portable.setParams(kernel.params().castTo(DataType.DOUBLE));
    assertEquals(loss(portable), loss(kernel), 1e-5 * portable.score());
    INDArray difference =
        portable
            .getFlattenedGradients()
            .sub(kernel.getFlattenedGradients().castTo(DataType.DOUBLE));
    assertEquals(0, difference.amaxNumber().doubleValue(), 1e-5);
  }

  @ParameterizedTest
  @CsvSource({
    "DOT,DOUBLE",
    "GENERAL,DOUBLE",
    "ADDITIVE,DOUBLE",
    "DOT,FLOAT",
    "GENERAL,FLOAT",
    "ADDITIVE,FLOAT"
  })
  void padding_ofTheSource_changesNothing(Score score, DataType type) {
    ComputationGraph network = network(score, type, Kernels.AUTO, "attention");
    double loss = loss(network);
    INDArray gradient = network.getFlattenedGradients().dup();
    // Whatever stands behind a row's end must not matter.
    source.putScalar(1, 0, 3, 99);
    source.putScalar(1, 1, 4, -99);
    source.putScalar(2, 0, 1, 7);
    assertEquals(loss, loss(network));
    assertEquals(gradient, network.getFlattenedGradients());
  }

  @ParameterizedTest
  @CsvSource({"DOT,FLOAT", "GENERAL,FLOAT", "ADDITIVE,FLOAT", "GENERAL,DOUBLE"})
  void attentionWeights_afterAPass_areSharesOfTheRealSteps(Score score, DataType type) {
    ComputationGraph network = network(score, type, Kernels.AUTO, "attention");
    SequenceAttentionVertex vertex = (SequenceAttentionVertex) network.getVertex("attention");
    assertThrows(IllegalStateException.class, vertex::attentionWeights);
    differentiate(network);
    INDArray weights = vertex.attentionWeights();
    for (int row = 0; row < BATCH; row++) {
      for (int step = 0; step < TARGET_STEPS; step++) {
        double sum = 0;
        for (int at = 0; at < SOURCE_STEPS; at++) {
          double weight = weights.getDouble(row, step, at);
          sum += weight;
          assertEquals(mask.getDouble(row, at) == 0, weight == 0);
        }
        assertEquals(1, sum, 1e-6);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Score.class)
  void json_roundTripAndClone_keepTheVertex(Score score) {
    ComputationGraph network = network(score, DataType.FLOAT, Kernels.REQUIRE, "attention");
    ComputationGraphConfiguration read =
        ComputationGraphConfiguration.fromJson(network.getConfiguration().toJson());
    assertEquals(network.getConfiguration(), read);
    assertEquals(read, read.clone());
    SequenceAttention vertex =
        assertInstanceOf(SequenceAttention.class, read.getVertices().get("attention"));
    assertEquals(new SequenceAttention(score, HIDDEN, ATTENTION, Kernels.REQUIRE), vertex);
    assertNotEquals(new SequenceAttention(score, HIDDEN, Kernels.REQUIRE), vertex);
    ComputationGraph restored = new ComputationGraph(read);
    restored.init(network.params().dup(), false);
    assertEquals(loss(network), loss(restored));
    assertEquals(loss(network), loss(network.clone()));
  }

  @Test
  void pass_inFloat_isCountedAsNative() {
    ComputationGraph network = network(Score.DOT, DataType.FLOAT, Kernels.AUTO, "countedNative");
    differentiate(network);
    differentiate(network);
    assertEquals(
        2L, KernelUse.passes().get(new Decision("countedNative", Optional.empty())).longValue());
  }

  @Test
  void pass_inDouble_isCountedAsFallbackOrRefused() {
    differentiate(network(Score.DOT, DataType.DOUBLE, Kernels.AUTO, "countedFallback"));
    Optional<String> reason = Optional.of("data type DOUBLE, native kernels compute in FLOAT");
    assertEquals(1L, KernelUse.passes().get(new Decision("countedFallback", reason)).longValue());
    ComputationGraph strict = network(Score.DOT, DataType.DOUBLE, Kernels.REQUIRE, "strict");
    assertThrows(IllegalStateException.class, () -> differentiate(strict));
  }

  private double loss(ComputationGraph network) {
    differentiate(network);
    return network.score();
  }

  private void differentiate(ComputationGraph network) {
    DataType type = network.params().dataType();
    network.setInputs(source.castTo(type), target.castTo(type));
    network.setLabels(labels.castTo(type));
    network.setLayerMaskArrays(
        new INDArray[] {mask.castTo(type), Nd4j.ones(type, BATCH, TARGET_STEPS)}, null);
    network.computeGradientAndScore();
    network.clearLayerMaskArrays();
  }

  private static ComputationGraph network(
      Score score, DataType type, Kernels kernels, String name) {
    SequenceAttention attention = new SequenceAttention(score, HIDDEN, ATTENTION, kernels);
    ComputationGraph network =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(5)
                .dataType(type)
                .updater(new Sgd(0.1))
                .miniBatch(false)
                .graphBuilder()
                .addInputs("source", "target")
                .addLayer("encoder", lstm(), "source")
                .addLayer("decoder", lstm(), "target")
                .addVertex(name, attention, "decoder", "encoder")
                .addLayer(
                    "output",
                    new RnnOutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(HIDDEN)
                        .nOut(CLASSES)
                        .activation(Activation.SOFTMAX)
                        .dataFormat(RNNFormat.NCW)
                        .build(),
                    name)
                .setOutputs("output")
                .build());
    network.init();
    return network;
  }

  private static LSTM lstm() {
    return new SequenceLstm(2, HIDDEN, 1, Kernels.AUTO);
  }
}

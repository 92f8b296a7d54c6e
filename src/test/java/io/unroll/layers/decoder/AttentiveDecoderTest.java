package io.unroll.layers.decoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.unroll.config.BackendSettings.Kernels;
import io.unroll.config.ModelSettings.Cell;
import io.unroll.layers.attention.SequenceAttention.Score;
import io.unroll.layers.backend.KernelUse;
import io.unroll.layers.backend.KernelUse.Decision;
import io.unroll.layers.decoder.AttentiveCell.Wiring;
import io.unroll.layers.recurrent.FinalState;
import io.unroll.layers.recurrent.SequenceLstm;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The attentive decoder inside a network: its gradients, masks, settings and counted passes. */
class AttentiveDecoderTest {
  private static final int BATCH = 3;
  private static final int HIDDEN = 4;
  private static final int SOURCE_STEPS = 5;
  private static final int TARGET_STEPS = 3;
  private static final int CLASSES = 4;

  private INDArray source;
  private INDArray target;
  private INDArray labels;
  private INDArray sourceMask;
  private INDArray targetMask;

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
    sourceMask =
        Nd4j.createFromArray(new double[][] {{1, 1, 1, 1, 1}, {1, 1, 1, 0, 0}, {1, 0, 0, 0, 0}});
    targetMask = Nd4j.createFromArray(new double[][] {{1, 1, 1}, {1, 1, 0}, {1, 0, 0}});
  }

  @ParameterizedTest
  @CsvSource({
    "PREVIOUS_STATE,DOT,DOUBLE",
    "PREVIOUS_STATE,ADDITIVE,DOUBLE",
    "INPUT_FEEDING,GENERAL,DOUBLE",
    "PREVIOUS_STATE,DOT,FLOAT",
    "PREVIOUS_STATE,GENERAL,FLOAT",
    "PREVIOUS_STATE,ADDITIVE,FLOAT",
    "INPUT_FEEDING,DOT,FLOAT",
    "INPUT_FEEDING,GENERAL,FLOAT",
    "INPUT_FEEDING,ADDITIVE,FLOAT"
  })
  void padding_anyValue_changesNotOneBit(Wiring wiring, Score score, DataType type) {
    ComputationGraph network = network(wiring, score, type, Kernels.AUTO, "decoder");
    double loss = loss(network);
    INDArray gradient = network.getFlattenedGradients().dup();
    source.putScalar(1, 0, 3, 99);
    source.putScalar(1, 1, 4, -99);
    source.putScalar(2, 0, 1, 7);
    target.putScalar(1, 0, 2, 99);
    target.putScalar(2, 1, 1, -99);
    labels.putScalar(1, 3, 2, 1);
    assertEquals(loss, loss(network));
    assertEquals(gradient, network.getFlattenedGradients());
  }

  @ParameterizedTest
  @CsvSource({"PREVIOUS_STATE,FLOAT", "INPUT_FEEDING,FLOAT", "INPUT_FEEDING,DOUBLE"})
  void attentionWeights_afterAPass_areSharesOfTheRealSteps(Wiring wiring, DataType type) {
    ComputationGraph network = network(wiring, Score.GENERAL, type, Kernels.AUTO, "decoder");
    AttentiveDecoderVertex vertex = (AttentiveDecoderVertex) network.getVertex("decoder");
    assertThrows(IllegalStateException.class, vertex::attentionWeights);
    differentiate(network);
    INDArray weights = vertex.attentionWeights();
    for (int row = 0; row < BATCH; row++) {
      for (int step = 0; step < TARGET_STEPS; step++) {
        double sum = 0;
        for (int at = 0; at < SOURCE_STEPS; at++) {
          double weight = weights.getDouble(row, step, at);
          sum += weight;
          assertEquals(sourceMask.getDouble(row, at) == 0, weight == 0);
        }
        assertEquals(1, sum, 1e-6);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"PREVIOUS_STATE,DOT", "INPUT_FEEDING,GENERAL", "INPUT_FEEDING,ADDITIVE"})
  void json_roundTripAndClone_keepTheVertex(Wiring wiring, Score score) {
    ComputationGraph network = network(wiring, score, DataType.FLOAT, Kernels.REQUIRE, "decoder");
    ComputationGraphConfiguration read =
        ComputationGraphConfiguration.fromJson(network.getConfiguration().toJson());
    assertEquals(network.getConfiguration(), read);
    assertEquals(read, read.clone());
    AttentiveDecoder vertex =
        assertInstanceOf(AttentiveDecoder.class, read.getVertices().get("decoder"));
    AttentiveCell cell = (AttentiveCell) vertex.getLayerConf().getLayer();
    assertEquals(wiring, cell.getWiring());
    assertEquals(score, cell.getScore());
    AttentiveCell other = (AttentiveCell) cell.clone();
    assertEquals(cell, other);
    other.setAttentionSize(HIDDEN + 1);
    assertNotEquals(cell, other);
    ComputationGraph restored = new ComputationGraph(read);
    restored.init(network.params().dup(), false);
    assertEquals(loss(network), loss(restored));
    assertEquals(loss(network), loss(network.clone()));
  }

  @Test
  void firstState_none_isZero() {
    ComputationGraph zero = decoder(Cell.LSTM, Wiring.PREVIOUS_STATE, DataType.DOUBLE, "y", "m");
    ComputationGraph given =
        decoder(Cell.LSTM, Wiring.PREVIOUS_STATE, DataType.DOUBLE, "y", "m", "s");
    given.setParams(zero.params());
    INDArray states = Nd4j.rand(DataType.DOUBLE, BATCH, HIDDEN, SOURCE_STEPS);
    INDArray first = Nd4j.zeros(DataType.DOUBLE, BATCH, 2 * HIDDEN);
    assertEquals(given.outputSingle(target, states, first), zero.outputSingle(target, states));
  }

  @Test
  void pass_ofEitherType_isCounted() {
    differentiate(
        network(Wiring.INPUT_FEEDING, Score.DOT, DataType.FLOAT, Kernels.AUTO, "inFloat"));
    assertEquals(1L, KernelUse.passes().get(new Decision("inFloat", Optional.empty())).longValue());
    differentiate(
        network(Wiring.INPUT_FEEDING, Score.DOT, DataType.DOUBLE, Kernels.AUTO, "inDouble"));
    Optional<String> reason = Optional.of("data type DOUBLE, native kernels compute in FLOAT");
    assertEquals(1L, KernelUse.passes().get(new Decision("inDouble", reason)).longValue());
    ComputationGraph strict =
        network(Wiring.INPUT_FEEDING, Score.DOT, DataType.DOUBLE, Kernels.REQUIRE, "strict");
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
        new INDArray[] {sourceMask.castTo(type), targetMask.castTo(type)},
        new INDArray[] {targetMask.castTo(type)});
    network.computeGradientAndScore();
    network.clearLayerMaskArrays();
  }

  private static ComputationGraph network(
      Wiring wiring, Score score, DataType type, Kernels kernels, String name) {
    NeuralNetConfiguration.Builder common =
        new NeuralNetConfiguration.Builder()
            .seed(5)
            .dataType(type)
            .updater(new Sgd(0.1))
            .miniBatch(false);
    SequenceLstm encoder = new SequenceLstm(2, HIDDEN, 1, Kernels.AUTO);
    encoder.setHandsOver(true);
    AttentiveCell cell = new AttentiveCell(Cell.LSTM, score, wiring, 2, HIDDEN, kernels);
    cell.setLayerName(name);
    ComputationGraph network =
        new ComputationGraph(
            common
                .graphBuilder()
                .addInputs("source", "target")
                .addLayer("encoder", encoder, "source")
                .addVertex("last", new FinalState("encoder"), "encoder")
                .addVertex(
                    name,
                    new AttentiveDecoder(common.clone().layer(cell).build()),
                    "target",
                    "encoder",
                    "last")
                .addLayer("output", output(), name)
                .setOutputs("output")
                .build());
    network.init();
    return network;
  }

  private static RnnOutputLayer output() {
    return new RnnOutputLayer.Builder(LossFunction.MCXENT)
        .nIn(HIDDEN)
        .nOut(CLASSES)
        .activation(Activation.SOFTMAX)
        .dataFormat(RNNFormat.NCW)
        .build();
  }

  private static ComputationGraph decoder(
      Cell cell, Wiring wiring, DataType type, String... inputs) {
    AttentiveCell layer = new AttentiveCell(cell, Score.GENERAL, wiring, 2, HIDDEN, Kernels.AUTO);
    layer.setLayerName("decoder");
    NeuralNetConfiguration.Builder common =
        new NeuralNetConfiguration.Builder().seed(5).dataType(type);
    ComputationGraph network =
        new ComputationGraph(
            common
                .graphBuilder()
                .addInputs(inputs)
                .addVertex(
                    "decoder", new AttentiveDecoder(common.clone().layer(layer).build()), inputs)
                .setOutputs("decoder")
                .build());
    network.init();
    return network;
  }
}

package io.unroll.layers.decoder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.unroll.config.BackendSettings.Kernels;
import io.unroll.config.ModelSettings.Cell;
import io.unroll.layers.attention.SequenceAttention.Score;
import io.unroll.layers.decoder.AttentiveCell.Wiring;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** An attentive decoder run one step at a time writes what it writes of the whole sequence. */
class StepwiseDecodingTest {
  private static final int BATCH = 3;
  private static final int INPUT_SIZE = 2;
  private static final int HIDDEN = 4;
  private static final int STEPS = 5;
  private static final int SOURCE_STEPS = 6;

  static Stream<Arguments> all() {
    return Arrays.stream(Wiring.values())
        .flatMap(
            wiring ->
                Arrays.stream(Cell.values())
                    .filter(cell -> cell != Cell.MINIMAL_GATED)
                    .flatMap(
                        cell ->
                            Stream.of(DataType.FLOAT, DataType.DOUBLE)
                                .map(type -> Arguments.of(wiring, cell, type))));
  }

  @ParameterizedTest
  @MethodSource("all")
  void steps_oneAtATime_equalTheWholeSequence(Wiring wiring, Cell cell, DataType type) {
    ComputationGraph network = network(wiring, cell, Score.GENERAL, type);
    Sequence sequence = new Sequence(cell, type);
    assertClose(sequence.whole(network), sequence.stepwise(network));
  }

  @ParameterizedTest
  @MethodSource("all")
  void state_takenOutAndPutBack_goesOnFromThere(Wiring wiring, Cell cell, DataType type) {
    ComputationGraph network = network(wiring, cell, Score.ADDITIVE, type);
    Sequence sequence = new Sequence(cell, type);
    INDArray expected = sequence.whole(network);
    network.rnnClearPreviousState();
    RecurrentLayer layer = (RecurrentLayer) network.getLayer("decoder");
    for (int step = 0; step < STEPS; step++) {
      assertClose(sequence.step(expected, step), sequence.take(network, step));
      Map<String, INDArray> states = new HashMap<>(layer.rnnGetTBPTTState());
      network.rnnClearPreviousState();
      layer.rnnSetTBPTTState(states);
    }
  }

  @Test
  void source_another_isNotTheLastOnes() {
    DataType type = DataType.FLOAT;
    ComputationGraph network = network(Wiring.INPUT_FEEDING, Cell.GRU, Score.GENERAL, type);
    Sequence one = new Sequence(Cell.GRU, type);
    Sequence other = new Sequence(Cell.GRU, type);
    assertClose(one.whole(network), one.stepwise(network));
    assertClose(other.whole(network), other.stepwise(network));
    // The same array with another content, as a new sequence.
    one.states_BHS.addi(0.5);
    assertClose(one.whole(network), one.stepwise(network));
  }

  private static void assertClose(INDArray expected, INDArray actual) {
    assertEquals(0, expected.sub(actual).amaxNumber().doubleValue(), 1e-6);
  }

  private static final class Sequence {
    final INDArray target_BET;
    final INDArray states_BHS;
    final INDArray first_BX;
    final INDArray mask_BS;

    Sequence(Cell cell, DataType type) {
      target_BET = Nd4j.rand(type, BATCH, INPUT_SIZE, STEPS).subi(0.5);
      states_BHS = Nd4j.rand(type, BATCH, HIDDEN, SOURCE_STEPS).subi(0.5);
      first_BX = Nd4j.rand(type, BATCH, cell == Cell.LSTM ? 2 * HIDDEN : HIDDEN).subi(0.5);
      mask_BS = Nd4j.ones(type, BATCH, SOURCE_STEPS);
      mask_BS.putScalar(1, SOURCE_STEPS - 1, 0);
      mask_BS.putScalar(2, SOURCE_STEPS - 1, 0);
      mask_BS.putScalar(2, SOURCE_STEPS - 2, 0);
    }

    INDArray whole(ComputationGraph network) {
      network.rnnClearPreviousState();
      return run(network, target_BET, false);
    }

    INDArray stepwise(ComputationGraph network) {
      network.rnnClearPreviousState();
      INDArray[] steps = new INDArray[STEPS];
      for (int step = 0; step < STEPS; step++) {
        steps[step] = take(network, step);
      }
      return Nd4j.concat(2, steps);
    }

    INDArray take(ComputationGraph network, int step) {
      return run(network, step(target_BET, step).dup('c'), true);
    }

    INDArray step(INDArray array, int step) {
      return array.get(
          NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(step, step + 1));
    }

    private INDArray run(ComputationGraph network, INDArray input, boolean keepState) {
      network.setLayerMaskArrays(
          new INDArray[] {
            Nd4j.ones(input.dataType(), BATCH, input.size(2)),
            mask_BS,
            Nd4j.ones(input.dataType(), BATCH, 1)
          },
          null);
      INDArray output =
          network
              .rnnActivateUsingStoredState(
                  new INDArray[] {input, states_BHS, first_BX}, false, keepState)
              .get("decoder");
      network.clearLayerMaskArrays();
      return output;
    }
  }

  private static ComputationGraph network(Wiring wiring, Cell cell, Score score, DataType type) {
    AttentiveCell layer = new AttentiveCell(cell, score, wiring, INPUT_SIZE, HIDDEN, Kernels.AUTO);
    layer.setLayerName("decoder");
    NeuralNetConfiguration.Builder common =
        new NeuralNetConfiguration.Builder().seed(5).dataType(type);
    ComputationGraph network =
        new ComputationGraph(
            common
                .graphBuilder()
                .addInputs("target", "states", "first")
                .addVertex(
                    "decoder",
                    new AttentiveDecoder(common.clone().layer(layer).build()),
                    "target",
                    "states",
                    "first")
                .setOutputs("decoder")
                .build());
    network.init();
    return network;
  }
}

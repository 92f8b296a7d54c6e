package io.unroll.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.unroll.config.BackendSettings.Kernels;
import io.unroll.config.ModelSettings.Cell;
import io.unroll.config.ModelSettings.Stack;
import io.unroll.network.NetworkBlueprint;
import io.unroll.network.Parameters;
import io.unroll.network.RecurrentState;
import io.unroll.network.StockNetworks;
import io.unroll.network.TestModels;
import io.unroll.shards.SequenceBatch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Twenty training steps, loss by loss: ours against Deeplearning4j's own layers, kernels against
 * the portable path, and all against what they were when {@code loss-curves.tsv} was written.
 *
 * <p>A change that is not to move numbers passes as it is; one that is, takes the new line out of
 * the failure.
 */
class LossCurveTest {
  private static final int STEPS = 20;
  private static final double CLIP_NORM = 1;
  private static final double TOLERANCE = 1e-4;
  private static final String GOLDEN = "loss-curves.tsv";

  @ParameterizedTest
  @CsvSource({"1,16,false", "2,48,false", "1,16,true"})
  void lstm_ourNetwork_learnsAsStockLayers(int layers, int hidden, boolean tied) {
    Stack stack = TestModels.stack(Cell.LSTM, layers, hidden, tied);
    NetworkBlueprint blueprint = blueprint(stack, Kernels.REQUIRE);
    ComputationGraph ours = TestModels.network(blueprint);
    ComputationGraph stock = StockNetworks.toStock(ours);
    // A tied table and its copy are the same only until the first step.
    int steps = tied ? 1 : STEPS;
    assertCurve(
        new StockTraining(blueprint, stock).losses(steps), losses(blueprint, ours, steps), "stock");
  }

  @ParameterizedTest
  @EnumSource(Cell.class)
  void cell_kernel_learnsAsPortable(Cell cell) {
    Stack stack = TestModels.stack(cell, 1, 16, false);
    NetworkBlueprint portable = blueprint(stack, Kernels.STOCK);
    NetworkBlueprint kernel = blueprint(stack, Kernels.REQUIRE);
    ComputationGraph slow = TestModels.network(portable);
    ComputationGraph fast = TestModels.network(kernel);
    Parameters.apply(fast, Parameters.of(slow));
    assertCurve(losses(portable, slow, STEPS), losses(kernel, fast, STEPS), "portable");
  }

  @ParameterizedTest
  @CsvSource({
    "LSTM,1,16,false",
    "LSTM,2,48,false",
    "LSTM,2,16,true",
    "GRU,2,16,false",
    "GRU_RESET_BEFORE,2,16,false",
    "RNN,2,16,false",
    "RNN_RELU,2,16,false"
  })
  void curve_asItWas_isUnchanged(Cell cell, int layers, int hidden, boolean tied)
      throws IOException {
    Stack stack = TestModels.stack(cell, layers, hidden, tied);
    NetworkBlueprint blueprint = blueprint(stack, Kernels.REQUIRE);
    double[] losses = losses(blueprint, TestModels.network(blueprint), STEPS);
    String name =
        "%s-%dx%d%s".formatted(cell, layers, hidden, tied ? "-tied" : "").toLowerCase(Locale.ROOT);
    String line =
        DoubleStream.of(losses)
            .mapToObj(loss -> String.format(Locale.ROOT, "%.6f", loss))
            .collect(Collectors.joining("\t", name + "\t", ""));
    double[] golden =
        golden(name).orElseThrow(() -> new AssertionError(GOLDEN + " has no line:\n" + line));
    assertCurve(golden, losses, GOLDEN + "; the curve is now\n" + line + "\n");
  }

  private static NetworkBlueprint blueprint(Stack stack, Kernels kernels) {
    return TestModels.blueprint(TestModels.languageModel(stack, kernels));
  }

  private static SequenceBatch batch(int step) {
    return TestModels.randomBatch(100 + step % 4, 6, 9);
  }

  private static double[] losses(NetworkBlueprint blueprint, ComputationGraph network, int steps) {
    TrainingStep step = new TrainingStep(blueprint, network, Optional.of(CLIP_NORM));
    double[] losses = new double[steps];
    for (int i = 0; i < steps; i++) {
      RecurrentState.zero().applyTo(network);
      TrainingStep.Outcome outcome = step.take(batch(i), i, 1);
      losses[i] = outcome.nats() / outcome.tokens();
    }
    return losses;
  }

  private static void assertCurve(double[] expected, double[] actual, String what) {
    assertEquals(expected.length, actual.length, what);
    for (int i = 0; i < expected.length; i++) {
      String message = what + ": step " + i;
      assertEquals(expected[i], actual[i], TOLERANCE * expected[i], message);
    }
  }

  private static Optional<double[]> golden(String name) throws IOException {
    try (InputStream in = LossCurveTest.class.getResourceAsStream(GOLDEN)) {
      assertNotNull(in, GOLDEN);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split("\t", -1))
          .filter(fields -> fields[0].equals(name))
          .map(fields -> Arrays.stream(fields).skip(1).mapToDouble(Double::parseDouble).toArray())
          .findFirst();
    }
  }

  /** Training steps written out: one-hot labels, mean over tokens, clipping, Adam. */
  private record StockTraining(NetworkBlueprint blueprint, ComputationGraph network) {
    private static final double RATE = 0.02;
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    double[] losses(int steps) {
      int size = (int) network.params().length();
      double[] first = new double[size];
      double[] second = new double[size];
      double[] losses = new double[steps];
      for (int step = 0; step < steps; step++) {
        SequenceBatch batch = batch(step);
        losses[step] = differentiate(batch) / batch.targetTokens();
        double[] gradient = network.getFlattenedGradients().dup().data().asDouble();
        double norm =
            Math.sqrt(Arrays.stream(gradient).map(g -> g * g).sum()) / batch.targetTokens();
        double scale = Math.min(1, CLIP_NORM / norm) / batch.targetTokens();
        double rate =
            RATE * Math.sqrt(1 - Math.pow(BETA2, step + 1)) / (1 - Math.pow(BETA1, step + 1));
        double[] parameters = network.params().dup().data().asDouble();
        for (int i = 0; i < size; i++) {
          double g = scale * gradient[i];
          first[i] = BETA1 * first[i] + (1 - BETA1) * g;
          second[i] = BETA2 * second[i] + (1 - BETA2) * g * g;
          parameters[i] -= rate * first[i] / (Math.sqrt(second[i]) + EPSILON);
        }
        INDArray moved = Nd4j.createFromArray(parameters).castTo(network.params().dataType());
        network.setParams(moved.reshape(network.params().shape()));
      }
      return losses;
    }

    private double differentiate(SequenceBatch batch) {
      network.rnnClearPreviousState();
      MultiDataSet tensors = blueprint.tensors(batch);
      INDArray labels_BVT = Nd4j.zeros(batch.rows(), TestModels.VOCABULARY, batch.steps());
      for (int i = 0; i < batch.targets().length; i++) {
        labels_BVT.putScalar(i / batch.steps(), batch.targets()[i], i % batch.steps(), 1);
      }
      network.setInputs(tensors.getFeatures());
      network.setLabels(labels_BVT);
      network.setLayerMaskArrays(null, tensors.getLabelsMaskArrays());
      network.computeGradientAndScore();
      network.clearLayerMaskArrays();
      return network.score();
    }
  }
}

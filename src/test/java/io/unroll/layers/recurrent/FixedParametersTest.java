package io.unroll.layers.recurrent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.unroll.network.Inference;
import io.unroll.network.NetworkBlueprint;
import io.unroll.network.Tensors;
import io.unroll.network.TestModels;
import io.unroll.training.TrainingStep;
import java.util.Arrays;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class FixedParametersTest {
  private final NetworkBlueprint blueprint =
      TestModels.blueprint(TestModels.languageModel(2, TestModels.training(1, 4, 1)));
  private final ComputationGraph network = TestModels.network(blueprint);

  private float[] read(int rows, int steps) {
    int[] ids = new int[rows * steps];
    Arrays.setAll(ids, i -> 4 + i % 9);
    network.rnnClearPreviousState();
    INDArray[] inputs = {Tensors.ids(ids, rows, steps)};
    return Inference.run(network, inputs, null, false).probabilities_BTV();
  }

  @Test
  void passes_ofFixedParameters_areTheSameInEveryShape() {
    float[] small = read(2, 3);
    float[] large = read(5, 4);
    FixedParameters.of(network);
    for (int again = 0; again < 3; again++) {
      assertArrayEquals(small, read(2, 3));
      assertArrayEquals(large, read(5, 4));
    }
  }

  @Test
  void training_afterAll_isSeenByPassesThatFollow() {
    FixedParameters.of(network);
    float[] before = read(2, 3);
    new TrainingStep(blueprint, network, Optional.empty())
        .take(TestModels.lanes(1, 1).get(0), 0, 1);
    assertFalse(Arrays.equals(before, read(2, 3)));
  }
}

package io.unroll.network;

import io.unroll.network.NetworkBlueprint.TargetSteps;
import io.unroll.shards.SequenceBatch;
import io.unroll.shards.Sequences;
import java.util.Arrays;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;

/**
 * The shapes of what layers put out, found by passing two little batches through a network: a size
 * that is another in the second is no size of the network.
 *
 * <p>B = rows, S = source steps, T = target steps, or steps of a language model's window.
 */
final class OutputShapes {
  private static final int MORE_ROWS = 1;
  private static final int MORE_SOURCE_STEPS = 2;
  private static final int MORE_TARGET_STEPS = 4;

  private OutputShapes() {}

  /** Shapes such as {@code [B, 512, T]} by the layer's name. */
  static Map<String, String> of(NetworkBlueprint blueprint, ComputationGraph network) {
    boolean free = blueprint.targetSteps() == TargetSteps.FREE;
    Map<String, long[]> small = shapes(blueprint, network, batch(blueprint, 1, free ? 3 : 1, 1));
    Map<String, long[]> large =
        shapes(
            blueprint,
            network,
            batch(
                blueprint,
                1 + MORE_ROWS,
                free ? 3 + MORE_SOURCE_STEPS : 1 + MORE_TARGET_STEPS,
                1 + MORE_TARGET_STEPS));
    Map<String, String> shapes = new TreeMap<>();
    small.forEach((name, sizes) -> shapes.put(name, shape(sizes, large.getOrDefault(name, sizes))));
    return shapes;
  }

  private static Map<String, long[]> shapes(
      NetworkBlueprint blueprint, ComputationGraph network, SequenceBatch batch) {
    MultiDataSet tensors = blueprint.tensors(batch);
    network.rnnClearPreviousState();
    network.setLayerMaskArrays(tensors.getFeaturesMaskArrays(), null);
    Map<String, INDArray> activations = network.feedForward(tensors.getFeatures(), false);
    network.clearLayerMaskArrays();
    Map<String, long[]> shapes = new TreeMap<>();
    activations.forEach((name, activation) -> shapes.put(name, activation.shape()));
    return shapes;
  }

  private static String shape(long[] small, long[] large) {
    StringJoiner shape = new StringJoiner(", ", "[", "]");
    for (int axis = 0; axis < small.length; axis++) {
      shape.add(
          switch ((int) (large[axis] - small[axis])) {
            case MORE_ROWS -> "B";
            case MORE_SOURCE_STEPS -> "S";
            case MORE_TARGET_STEPS -> "T";
            default -> Long.toString(small[axis]);
          });
    }
    return shape.toString();
  }

  private static SequenceBatch batch(
      NetworkBlueprint blueprint, int rows, int steps, int targetSteps) {
    Sequences input = Sequences.zeros(blueprint.source(), filled(rows, steps));
    SequenceBatch batch =
        blueprint.unanswered(input, IntStream.range(0, rows).mapToObj(Integer::toString).toList());
    return blueprint.targetSteps() == TargetSteps.FREE
        ? new SequenceBatch(
            0,
            0,
            input,
            Sequences.zeros(blueprint.target(), filled(rows, targetSteps)),
            batch.keys())
        : batch;
  }

  private static int[] filled(int count, int value) {
    int[] values = new int[count];
    Arrays.fill(values, value);
    return values;
  }
}

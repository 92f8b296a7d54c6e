package io.unroll.layers.attention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.point;

import io.unroll.config.BackendSettings.Kernels;
import io.unroll.layers.attention.AttentionComputation.States;
import io.unroll.layers.attention.SequenceAttention.Score;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The native computation in single precision against the portable one in double. */
class NativeAttentionTest {
  private static final double RELATIVE = 1e-5;

  @Property(tries = 150)
  void pass_randomShapesAndMasks_equalsPortable(
      @ForAll Score score,
      @ForAll @IntRange(min = 1, max = 6) int batch,
      @ForAll @IntRange(min = 1, max = 7) int steps,
      @ForAll @IntRange(min = 1, max = 19) int sourceSteps,
      @ForAll @IntRange(min = 1, max = 21) int hidden,
      @ForAll @IntRange(min = 1, max = 13) int attentionSize,
      @ForAll Layout layout,
      @ForAll boolean masked,
      @ForAll long seed) {
    Nd4j.getRandom().setSeed(seed);
    SequenceAttention configuration =
        new SequenceAttention(score, hidden, attentionSize, Kernels.AUTO);
    INDArray decoder = layout.random(batch, hidden, steps);
    INDArray encoder = layout.random(batch, hidden, sourceSteps);
    Optional<INDArray> mask =
        masked ? Optional.of(mask(batch, sourceSteps, new Random(seed))) : Optional.empty();
    INDArray epsilon = layout.random(batch, hidden, steps);
    agree(configuration, new States(decoder, encoder, mask), epsilon);
  }

  /** Ways the same logical array [B, H, T] lies in memory. */
  enum Layout {
    TIME_MAJOR,
    C,
    F,
    BROADCAST;

    INDArray random(long batch, long size, long steps) {
      return switch (this) {
        case TIME_MAJOR -> uniform(steps, batch, size).permute(1, 2, 0);
        case C -> uniform(batch, size, steps);
        case F -> uniform(batch, size, steps).dup('f');
        case BROADCAST -> uniform(batch, size, 1).broadcast(batch, size, steps);
      };
    }
  }

  @ParameterizedTest
  @EnumSource(Score.class)
  void pass_largerThanABlock_equalsPortable(Score score) {
    Nd4j.getRandom().setSeed(2);
    // The additive score works through 3 x 33 x 17 x 700 values here.
    SequenceAttention configuration = new SequenceAttention(score, 64, 700, Kernels.AUTO);
    INDArray mask = mask(17, 33, new Random(4));
    States states =
        new States(
            Layout.TIME_MAJOR.random(17, 64, 3), Layout.C.random(17, 64, 33), Optional.of(mask));
    agree(configuration, states, Layout.C.random(17, 64, 3));
  }

  @Test
  void additive_moreThanIsKept_equalsPortable() {
    Nd4j.getRandom().setSeed(2);
    SequenceAttention configuration = new SequenceAttention(Score.ADDITIVE, 8, 512, Kernels.AUTO);
    States states =
        new States(
            Layout.TIME_MAJOR.random(32, 8, 32),
            Layout.TIME_MAJOR.random(32, 8, 33),
            Optional.empty());
    agree(configuration, states, Layout.TIME_MAJOR.random(32, 8, 32));
  }

  @ParameterizedTest
  @EnumSource(Score.class)
  void padding_whateverItHolds_changesNoBit(Score score) {
    Nd4j.getRandom().setSeed(3);
    SequenceAttention configuration = new SequenceAttention(score, 24, Kernels.AUTO);
    INDArray mask = mask(5, 11, new Random(1));
    INDArray decoder = Layout.TIME_MAJOR.random(5, 24, 4);
    INDArray encoder = Layout.TIME_MAJOR.random(5, 24, 11);
    INDArray epsilon = Layout.TIME_MAJOR.random(5, 24, 4);
    Run before = new Run(configuration, DataType.FLOAT);
    before.run(new States(decoder, encoder, Optional.of(mask)), epsilon);
    INDArray changed = encoder.dup();
    for (int row = 0; row < 5; row++) {
      for (int step = 0; step < 11; step++) {
        if (mask.getDouble(row, step) == 0) {
          changed.get(point(row), all(), point(step)).assign(1e6 * (1 - row));
          assertEquals(
              0, before.dEncoder.get(point(row), all(), point(step)).amaxNumber().doubleValue());
          assertEquals(
              0, before.weights.get(point(row), all(), point(step)).amaxNumber().doubleValue());
        }
      }
    }
    Run after = new Run(configuration, DataType.FLOAT);
    after.run(new States(decoder, changed, Optional.of(mask)), epsilon);
    assertEquals(before.output, after.output);
    assertEquals(before.weights, after.weights);
    assertEquals(before.dDecoder, after.dDecoder);
    assertEquals(before.dEncoder, after.dEncoder);
    assertEquals(before.gradients, after.gradients);
  }

  @ParameterizedTest
  @EnumSource(Score.class)
  void row_ofPaddingOnly_hasWeightsOfZeroAndEqualsPortable(Score score) {
    Nd4j.getRandom().setSeed(3);
    INDArray mask = Nd4j.ones(DataType.FLOAT, 2, 5);
    mask.putRow(1, Nd4j.zeros(DataType.FLOAT, 5));
    States states =
        new States(
            Layout.TIME_MAJOR.random(2, 6, 3),
            Layout.TIME_MAJOR.random(2, 6, 5),
            Optional.of(mask));
    SequenceAttention configuration = new SequenceAttention(score, 6, Kernels.AUTO);
    Run run = agree(configuration, states, Layout.TIME_MAJOR.random(2, 6, 3));
    assertEquals(0, run.weights.get(point(1), all(), all()).amaxNumber().doubleValue());
  }

  private static Run agree(SequenceAttention configuration, States states, INDArray epsilon) {
    Run kernel = new Run(configuration, DataType.FLOAT);
    Run portable = new Run(configuration, DataType.DOUBLE);
    // A smaller pass first: what it leaves behind must not matter.
    INDArray small = Layout.C.random(1, configuration.getHidden(), 1);
    kernel.run(new States(small, small, Optional.empty()), small);
    kernel.parameters.forEach((name, array) -> portable.parameters.get(name).assign(array));
    kernel.run(states, epsilon);
    portable.run(states, epsilon);
    assertClose("output", portable.output, kernel.output);
    assertClose("weights", portable.weights, kernel.weights);
    assertClose("decoder gradient", portable.dDecoder, kernel.dDecoder);
    assertClose("encoder gradient", portable.dEncoder, kernel.dEncoder);
    portable.gradients.forEach(
        (name, gradient) -> assertClose(name, gradient, kernel.gradients.get(name)));
    return kernel;
  }

  private static void assertClose(String name, INDArray expected, INDArray actual) {
    double difference = expected.sub(actual.castTo(DataType.DOUBLE)).amaxNumber().doubleValue();
    double allowed = RELATIVE * Math.max(1, expected.amaxNumber().doubleValue());
    assertTrue(difference <= allowed, () -> name + " differs by " + difference);
  }

  /** One computation, its parameters and what its last pass gave. */
  private static final class Run {
    final DataType type;
    final Map<String, INDArray> parameters;
    final Map<String, INDArray> gradients;
    final AttentionComputation computation;
    INDArray output = Nd4j.empty();
    INDArray weights = Nd4j.empty();
    INDArray dDecoder = Nd4j.empty();
    INDArray dEncoder = Nd4j.empty();

    Run(SequenceAttention configuration, DataType type) {
      this.type = type;
      parameters = table(configuration);
      gradients = table(configuration);
      Nd4j.getRandom().setSeed(9);
      configuration.initializeParameters(parameters);
      computation =
          type == DataType.FLOAT
              ? new NativeAttention(configuration, parameters)
              : new PortableAttention(configuration.getScore(), parameters);
    }

    private Map<String, INDArray> table(SequenceAttention configuration) {
      Map<String, INDArray> table = new LinkedHashMap<>();
      configuration
          .getVertexParams()
          .getParamShapes()
          .forEach((name, shape) -> table.put(name, Nd4j.ones(type, shape)));
      return table;
    }

    void run(States states, INDArray epsilon) {
      LayerWorkspaceMgr workspaces = LayerWorkspaceMgr.noWorkspaces();
      States typed =
          type == DataType.FLOAT
              ? states
              : new States(
                  states.decoder_BHT().castTo(type),
                  states.encoder_BHS().castTo(type),
                  states.mask_BS());
      output = computation.forward(typed, true, workspaces).dup();
      INDArray[] gradient = computation.backward(epsilon.castTo(type), gradients, workspaces);
      dDecoder = gradient[0].dup();
      dEncoder = gradient[1].dup();
      computation.clear();
      weights = computation.weights();
    }
  }

  private static INDArray uniform(long... shape) {
    return Nd4j.rand(DataType.FLOAT, shape).subi(0.5).muli(2);
  }

  /** Anywhere, not only at the end; at least one step of a row is real. */
  private static INDArray mask(int batch, int steps, Random random) {
    INDArray mask = Nd4j.zeros(DataType.FLOAT, batch, steps);
    for (int row = 0; row < batch; row++) {
      for (int step = 0; step < steps; step++) {
        mask.putScalar(row, step, random.nextInt(2));
      }
      mask.putScalar(row, random.nextInt(steps), 1);
    }
    return mask;
  }
}

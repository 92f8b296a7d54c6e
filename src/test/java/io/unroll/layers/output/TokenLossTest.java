package io.unroll.layers.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unroll.layers.RelativeDifference;
import io.unroll.layers.embedding.TokenIds;
import io.unroll.layers.kernel.NativeMemory;
import io.unroll.layers.reference.Draws;
import io.unroll.layers.reference.SoftmaxLossReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The native pass alone, with blocks of few rows, against the equations. */
class TokenLossTest {
  private static final double TOLERANCE = 1e-5;

  @Property(tries = 40)
  void pass_cutIntoBlocks_equalsReference(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 17) int rows,
      @ForAll @IntRange(min = 1, max = 9) int width,
      @ForAll @IntRange(min = 2, max = 23) int vocabulary,
      @ForAll @IntRange(min = 1, max = 120) int blockScores,
      @ForAll boolean smoothed) {
    assertMatches(inputs(seed, rows, width, vocabulary), smoothed ? 0.1 : 0, blockScores);
  }

  @Test
  void pass_largeVocabulary_equalsReference() {
    assertMatches(inputs(3, 40, 8, 3001), 0.1, 9500);
  }

  @Test
  void pass_sameKernelOtherRowCounts_equalsReference() {
    TokenLoss loss = new TokenLoss(4, 6, 0.1, 18);
    for (int rows = 1; rows <= 40; rows++) {
      assertMatches(inputs(rows, rows, 4, 6), 0.1, loss);
    }
  }

  @Test
  void loss_vanishingTarget_isItsScoreGap() {
    double[] gaps = {50, 80, 95, 120, 2000, 30000};
    for (double gap : gaps) {
      SoftmaxLossReference.Inputs inputs =
          new SoftmaxLossReference.Inputs(
              new double[][] {{1}},
              new double[][] {{gap, 0, 0}},
              new double[3],
              new int[] {1},
              new boolean[] {true});
      assertMatches(inputs, 0, 100);
      assertMatches(inputs, 0.1, 100);
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void pass_inputNotFinite_isNoNumberAndNoHit(float broken) {
    INDArray x_NH = Nd4j.rand(DataType.FLOAT, 3, 4).addi(1);
    x_NH.putScalar(1, 2, broken);
    INDArray w_VH = Nd4j.linspace(DataType.FLOAT, -1, 1.0 / 16, 32).reshape(8, 4);
    assertNoAnswer(x_NH, w_VH, new int[] {0, 0, 0}, 1);
    assertNoAnswer(x_NH, w_VH, new int[] {7, 7, 7}, 1);
  }

  @Test
  void pass_weightNotANumber_isNoNumberAndNoHit() {
    INDArray x_NH = Nd4j.ones(DataType.FLOAT, 3, 4);
    INDArray w_VH = Nd4j.zeros(DataType.FLOAT, 8, 4);
    w_VH.putScalar(5, 1, Float.NaN);
    assertNoAnswer(x_NH, w_VH, new int[] {0, 5, 7}, 3);
  }

  private static void assertNoAnswer(
      INDArray x_NH, INDArray w_VH, int[] targets, int rowsWithoutAnswer) {
    INDArray b_V = Nd4j.zeros(DataType.FLOAT, 8);
    List<Double> told = new ArrayList<>();
    TokenTally tally =
        new TokenLoss(4, 8, 0)
            .score(
                NativeMemory.address(x_NH),
                targets,
                new TokenLoss.Weights(NativeMemory.address(w_VH), NativeMemory.address(b_V)),
                (target, nats) -> told.add(nats));
    TokenTally portable =
        new PortableTokenLoss(0)
            .tally(x_NH.mmul(w_VH.transpose()), new TokenIds(1, 3, targets), (target, nats) -> {});
    assertEquals(rowsWithoutAnswer, told.stream().filter(nats -> nats.isNaN()).count());
    assertEquals(Double.NaN, tally.nats());
    assertEquals(Double.NaN, portable.nats());
    assertTrue(tally.correct() <= 3 - rowsWithoutAnswer, "a hit among what is no number");
    assertEquals(tally.correct(), portable.correct());
  }

  @Test
  void probabilities_cutIntoBlocks_sumToOne() {
    INDArray x_NH = Nd4j.rand(DataType.FLOAT, 11, 5).muli(10);
    INDArray w_VH = Nd4j.rand(DataType.FLOAT, 7, 5).subi(0.5);
    INDArray b_V = Nd4j.rand(DataType.FLOAT, 7);
    INDArray p_NV = Nd4j.create(DataType.FLOAT, 11, 7);
    new TokenLoss(5, 7, 0, 21)
        .probabilities(
            NativeMemory.address(x_NH),
            11,
            new TokenLoss.Weights(NativeMemory.address(w_VH), NativeMemory.address(b_V)),
            NativeMemory.address(p_NV));
    for (int row = 0; row < 11; row++) {
      assertEquals(1, p_NV.getRow(row).sumNumber().doubleValue(), 1e-6);
    }
  }

  private static SoftmaxLossReference.Inputs inputs(
      long seed, int rows, int width, int vocabulary) {
    Draws draws = Draws.random(seed);
    boolean[] real_N = new boolean[rows];
    for (int row = 0; row < rows; row++) {
      real_N[row] = draws.integers(1, 0, 3)[0] > 0;
    }
    return new SoftmaxLossReference.Inputs(
        draws.array(rows, width),
        draws.array(width, vocabulary),
        draws.array(vocabulary),
        draws.integers(rows, 0, vocabulary - 1),
        real_N);
  }

  private static void assertMatches(
      SoftmaxLossReference.Inputs inputs, double smoothing, int blockScores) {
    int width = inputs.w_HV().length;
    int vocabulary = inputs.b_V().length;
    assertMatches(inputs, smoothing, new TokenLoss(width, vocabulary, smoothing, blockScores));
  }

  private static void assertMatches(
      SoftmaxLossReference.Inputs inputs, double smoothing, TokenLoss loss) {
    SoftmaxLossReference.Result expected = new SoftmaxLossReference(smoothing).of(inputs);
    INDArray x_NH = floats(inputs.hidden_NH());
    INDArray w_VH = floats(inputs.w_HV()).transpose().dup('c');
    INDArray b_V = floats(inputs.b_V());
    INDArray dx_NH = Nd4j.valueArrayOf(x_NH.shape(), 7f);
    INDArray dw_VH = Nd4j.valueArrayOf(w_VH.shape(), 7f);
    INDArray db_V = Nd4j.valueArrayOf(b_V.shape(), 7f);
    TokenLoss.Weights weights =
        new TokenLoss.Weights(NativeMemory.address(w_VH), NativeMemory.address(b_V));
    int[] targets_N = new int[inputs.targets_N().length];
    for (int row = 0; row < targets_N.length; row++) {
      targets_N[row] = inputs.real_N()[row] ? inputs.targets_N()[row] : TokenIds.IGNORED;
    }
    TokenTally tally =
        loss.differentiate(
            NativeMemory.address(x_NH),
            targets_N,
            weights,
            new TokenLoss.Gradients(
                NativeMemory.address(dx_NH),
                NativeMemory.address(dw_VH),
                NativeMemory.address(db_V)));
    assertTally(expected, inputs, tally);
    List<Integer> told = new ArrayList<>();
    double[] nats = new double[1];
    TokenListener listener =
        (target, cost) -> {
          told.add(target);
          nats[0] += cost;
        };
    TokenTally scored = loss.score(NativeMemory.address(x_NH), targets_N, weights, listener);
    assertTally(expected, inputs, scored);
    assertEquals(
        Arrays.stream(targets_N).filter(t -> t != TokenIds.IGNORED).boxed().toList(), told);
    assertEquals(scored.nats(), nats[0], 1e-9 * Math.max(1, nats[0]));
    RelativeDifference.assertAtMost(
        TOLERANCE, "dHidden", Nd4j.createFromArray(expected.dHidden_NH()), dx_NH);
    RelativeDifference.assertAtMost(
        TOLERANCE, "dW", Nd4j.createFromArray(expected.dW_HV()).transpose(), dw_VH);
    RelativeDifference.assertAtMost(TOLERANCE, "db", Nd4j.createFromArray(expected.db_V()), db_V);
  }

  private static void assertTally(
      SoftmaxLossReference.Result expected, SoftmaxLossReference.Inputs inputs, TokenTally tally) {
    double nats = new SoftmaxLossReference(0).of(inputs).lossSum();
    assertEquals(expected.lossSum(), tally.loss(), TOLERANCE * Math.max(1, expected.lossSum()));
    assertEquals(nats, tally.nats(), TOLERANCE * Math.max(1, nats));
    assertEquals(expected.correct(), tally.correct());
  }

  private static INDArray floats(double[][] matrix) {
    return Nd4j.createFromArray(matrix).castTo(DataType.FLOAT);
  }

  private static INDArray floats(double[] vector) {
    return Nd4j.createFromArray(vector).castTo(DataType.FLOAT);
  }
}

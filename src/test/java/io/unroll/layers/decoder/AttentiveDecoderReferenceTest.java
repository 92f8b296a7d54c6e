package io.unroll.layers.decoder;

import io.unroll.config.ModelSettings.Cell;
import io.unroll.layers.SequencePlacement;
import io.unroll.layers.attention.SequenceAttention.Score;
import io.unroll.layers.decoder.AttentiveCell.Wiring;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/** Every wiring, score and cell of the attentive decoder against the equations. */
class AttentiveDecoderReferenceTest {
  private static final long SEED = 5;

  /** Full, short, one step; the last row has no source and no target. */
  private static final int[] LENGTHS = {3, 3, 1, 0};

  private static final int[] SOURCE_LENGTHS = {4, 2, 1, 0};

  static Stream<Arguments> all() {
    return Arrays.stream(Wiring.values())
        .flatMap(
            wiring ->
                Arrays.stream(Score.values())
                    .flatMap(
                        score ->
                            Arrays.stream(Cell.values())
                                .filter(cell -> cell != Cell.MINIMAL_GATED)
                                .map(cell -> Arguments.of(wiring, score, cell))));
  }

  private static AttentiveDecoderComparison comparison(
      Wiring wiring, Score score, Cell cell, boolean paddingFirst, DataType type) {
    return new AttentiveDecoderComparison(
        cell,
        score,
        wiring,
        new SequencePlacement(LENGTHS, 3, paddingFirst, true, type),
        new SequencePlacement(SOURCE_LENGTHS, 4, paddingFirst, true, type),
        SEED);
  }

  @ParameterizedTest
  @MethodSource("all")
  void output_inDouble_isThatOfTheReference(Wiring wiring, Score score, Cell cell) {
    comparison(wiring, score, cell, false, DataType.DOUBLE).assertOutputMatches(1e-12);
  }

  @ParameterizedTest
  @MethodSource("all")
  void output_inFloat_isThatOfTheReference(Wiring wiring, Score score, Cell cell) {
    comparison(wiring, score, cell, false, DataType.FLOAT).assertOutputMatches(1e-5);
  }

  @ParameterizedTest
  @MethodSource("all")
  void gradients_inDouble_areDifferenceQuotients(Wiring wiring, Score score, Cell cell) {
    comparison(wiring, score, cell, false, DataType.DOUBLE).assertGradientsAreDifferenceQuotients();
  }

  @ParameterizedTest
  @MethodSource("all")
  void gradients_inFloat_areThoseInDouble(Wiring wiring, Score score, Cell cell) {
    comparison(wiring, score, cell, false, DataType.FLOAT)
        .assertGradientsMatch(comparison(wiring, score, cell, false, DataType.DOUBLE), 1e-5);
  }

  @ParameterizedTest
  @MethodSource("all")
  void paddingBeforeRealSteps_inDouble_changesNothing(Wiring wiring, Score score, Cell cell) {
    AttentiveDecoderComparison padded = comparison(wiring, score, cell, true, DataType.DOUBLE);
    padded.assertOutputMatches(1e-12);
    padded.assertGradientsAreDifferenceQuotients();
  }

  @ParameterizedTest
  @MethodSource("all")
  void oneStep_ofOneRow_isThatOfTheReference(Wiring wiring, Score score, Cell cell) {
    for (DataType type : new DataType[] {DataType.DOUBLE, DataType.FLOAT}) {
      new AttentiveDecoderComparison(
              cell,
              score,
              wiring,
              new SequencePlacement(new int[] {1}, 1, false, false, type),
              new SequencePlacement(new int[] {1}, 1, false, false, type),
              SEED)
          .assertOutputMatches(1e-5);
    }
  }
}

package io.unroll.layers.attention;

import io.unroll.layers.SequencePlacement;
import io.unroll.layers.reference.AttentionScore;
import io.unroll.layers.reference.Draws;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.nd4j.linalg.api.buffer.DataType;

/** Properties of every attention vertex that computes the equations of the reference. */
abstract class AttentionVertexProperties {

  abstract AttentionScore score();

  /** Names of the vertex's parameters in the order of the score's weights. */
  abstract List<String> scoreKeys();

  /** Inputs [batch, hidden, time], decoder then encoder. */
  abstract GraphVertex vertex(int hidden, int attention);

  DataType type() {
    return DataType.FLOAT;
  }

  @Property(tries = 20)
  void pass_randomShapes_equalsReference(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 5) int batch,
      @ForAll @IntRange(min = 1, max = 6) int steps,
      @ForAll @IntRange(min = 1, max = 7) int sourceSteps,
      @ForAll @IntRange(min = 1, max = 9) int hidden) {
    Draws draws = Draws.random(seed);
    boolean paddingFirst = (seed & 1) == 1;
    boolean timeOuter = (seed & 2) == 2;
    int attention = 1 + (int) (seed & 3);
    SequencePlacement decoder =
        new SequencePlacement(
            draws.integers(batch, 0, steps), steps, paddingFirst, timeOuter, type());
    SequencePlacement encoder =
        new SequencePlacement(
            draws.integers(batch, 1, sourceSteps), sourceSteps, paddingFirst, timeOuter, type());
    double tolerance = type() == DataType.DOUBLE ? 1e-10 : 1e-5;
    new AttentionVertexComparison(
            score(), scoreKeys(), hidden, attention, decoder, encoder, tolerance, seed)
        .assertMatches(vertex(hidden, attention));
  }
}

package io.unroll.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.unroll.config.Settings;
import io.unroll.network.NetworkBlueprint;
import io.unroll.network.NetworkScorer;
import io.unroll.network.Scores;
import io.unroll.network.TestModels;
import io.unroll.shards.SequenceBatch;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A held-out text comes to the same, however many workers share its lanes. */
class LaneSharesTest {
  private static final List<SequenceBatch> WINDOWS = TestModels.lanes(2, 4);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void score_byShares_isThatOfTheWhole(int shares) {
    Settings settings = TestModels.languageModel(2, TestModels.training(1, 4, 1));
    NetworkBlueprint blueprint = TestModels.blueprint(settings);
    ComputationGraph network = TestModels.network(blueprint);
    Scores whole = scored(blueprint, network, WINDOWS);
    Scores sum = Scores.NONE;
    for (int share = 0; share < shares; share++) {
      int own = share;
      List<SequenceBatch> lanes =
          WINDOWS.stream()
              .map(window -> window.lanes(own, shares))
              .filter(window -> window.rows() > 0)
              .toList();
      sum = sum.plus(scored(blueprint, network, lanes));
    }
    assertEquals(whole.tokens(), sum.tokens());
    assertEquals(whole.correct(), sum.correct());
    assertEquals(whole.nats(), sum.nats(), 1e-5 * whole.nats());
  }

  private static Scores scored(
      NetworkBlueprint blueprint, ComputationGraph network, List<SequenceBatch> windows) {
    NetworkScorer scorer = new NetworkScorer(blueprint, network);
    return windows.stream().map(scorer::score).reduce(Scores.NONE, Scores::plus);
  }
}

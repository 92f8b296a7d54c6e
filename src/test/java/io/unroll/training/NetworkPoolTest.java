package io.unroll.training;

import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.unroll.network.NetworkBlueprint;
import io.unroll.network.TestModels;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;

class NetworkPoolTest {
  private static final NetworkBlueprint BLUEPRINT =
      TestModels.blueprint(TestModels.languageModel(1, TestModels.training(1, 4, 1)));

  @Test
  void borrow_anotherRunInBetween_findsTheSameNetwork() {
    ComputationGraph one = NetworkPool.borrow("one", BLUEPRINT);
    NetworkPool.giveBack("one", one);
    ComputationGraph two = NetworkPool.borrow("two", BLUEPRINT);
    assertNotSame(one, two);
    NetworkPool.giveBack("two", two);
    assertSame(one, NetworkPool.borrow("one", BLUEPRINT));
    assertSame(two, NetworkPool.borrow("two", BLUEPRINT));
  }

  @Test
  void borrow_manyRunsInBetween_buildsAnew() {
    ComputationGraph first = NetworkPool.borrow("first", BLUEPRINT);
    NetworkPool.giveBack("first", first);
    for (int run = 0; run < NetworkPool.MOST_RUNS; run++) {
      NetworkPool.giveBack("run " + run, NetworkPool.borrow("run " + run, BLUEPRINT));
    }
    assertNotSame(first, NetworkPool.borrow("first", BLUEPRINT));
  }

  @Test
  void borrow_afterTheEnd_buildsAnew() {
    ComputationGraph ended = NetworkPool.borrow("ended", BLUEPRINT);
    NetworkPool.giveBack("ended", ended);
    NetworkPool.end("ended");
    assertNotSame(ended, NetworkPool.borrow("ended", BLUEPRINT));
  }
}

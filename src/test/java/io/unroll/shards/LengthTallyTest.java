package io.unroll.shards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LengthTallyTest {

  @Test
  void shuffled_threeInPairs_isTheMeanOverAllOrders() {
    // Pairs {1,2} {1,4} {2,4} are equally likely: their longest is 2, 4, 4, so 10/3 on average;
    // the one left over is 7/3 long on average.
    assertEquals(2 * 10 / 3.0 + 7 / 3.0, LengthTally.of(1, 2, 4).shuffledSteps(2), 1e-12);
  }

  @Test
  void fixedWidth_isTheLongestForAll() {
    LengthTally lengths = LengthTally.of(1, 2, 2, 5);
    assertEquals(20, lengths.fixedWidthSteps());
    assertEquals(10, lengths.steps());
  }

  @Test
  void rows_withoutSteps_areNoSequences() {
    assertEquals(1, LengthTally.of(0, 3, 0).sequences());
    assertEquals(0, LengthTally.of().shuffledSteps(4), 0);
  }

  @Property
  void shuffled_liesBetweenNothingAndFixedWidth(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 1, max = 30) Integer> lengths,
      @ForAll @IntRange(min = 1, max = 12) int batchSize) {
    LengthTally tally = LengthTally.of(lengths.stream().mapToInt(Integer::intValue).toArray());
    double steps = tally.shuffledSteps(batchSize);
    assertTrue(steps >= tally.steps() - 1e-6 && steps <= tally.fixedWidthSteps() + 1e-6);
    assertEquals(tally.steps(), tally.shuffledSteps(1), 1e-6);
  }
}

package io.unroll.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.unroll.evaluation.measure.Group;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenLossesTest {

  @Test
  void byFrequency_tokensCounted_areGroupedByTheirOccurrencesInTraining() {
    TokenLosses losses = new TokenLosses(6);
    losses.counted(4, 1.5);
    losses.counted(5, 0.5);
    losses.counted(4, 2.5);
    losses.counted(3, 7);
    Breakdown all = losses.byFrequency(new TokenFrequencies(new long[] {0, 9, 9, 0, 12, 99}));
    assertEquals(
        List.of("never", "10 to 99"), all.parts().keySet().stream().map(Group::name).toList());
    Breakdown.Part seen = all.parts().get(all.parts().lastKey());
    assertEquals(3, seen.size());
    assertArrayEquals(new double[] {4.5, 3}, seen.counts().values(), 1e-12);
  }
}

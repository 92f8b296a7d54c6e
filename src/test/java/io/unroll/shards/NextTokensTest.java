package io.unroll.shards;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class NextTokensTest {

  @Property(tries = 100)
  void languageModelBatch_throughItsRow_isTheSame(
      @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 6) Integer> lengths) {
    int steps = lengths.stream().mapToInt(Integer::intValue).max().orElse(0);
    int rows = lengths.size();
    int[] ids = new int[rows * steps];
    int[] targets = new int[rows * steps];
    for (int row = 0; row < rows; row++) {
      for (int step = 0; step < lengths.get(row); step++) {
        ids[row * steps + step] = 10 * (row + 1) + step;
        targets[row * steps + step] = 10 * (row + 1) + step + 1;
      }
    }
    int[] real = lengths.stream().mapToInt(Integer::intValue).toArray();
    SequenceBatch batch =
        SequenceBatch.ofIds(2, 3, steps, ids, real, steps, targets, real, List.of());
    assertEquals(rows * (steps + 1), NextTokens.join(batch).ids().length);
    assertEquals(0, NextTokens.withoutTargets(batch).ids().length);
    SequenceBatch back = BatchRow.batch(BatchRow.of(batch));
    assertArrayEquals(ids, back.ids());
    assertArrayEquals(targets, back.targets());
    assertArrayEquals(real, back.lengths());
    assertArrayEquals(real, back.targetLengths());
    assertEquals(steps, back.targetSteps());
  }

  @Test
  void examples_areStoredAsTheyAre() {
    SequenceBatch batch =
        SequenceBatch.ofIds(
            0,
            0,
            1,
            new int[] {5},
            new int[] {1},
            2,
            new int[] {6, 2},
            new int[] {2},
            List.of("a"));
    assertSame(batch.input(), NextTokens.join(batch));
    assertSame(batch.target(), NextTokens.withoutTargets(batch));
    assertArrayEquals(new int[] {6, 2}, BatchRow.batch(BatchRow.of(batch)).targets());
  }
}

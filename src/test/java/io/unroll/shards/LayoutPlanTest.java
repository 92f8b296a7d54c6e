package io.unroll.shards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LayoutPlanTest {

  @Test
  void buckets_fewLengths_oneEach() {
    BucketPlan plan = BucketPlan.of(Map.of(4, 9L, 7, 1L, 5, 3L), 8);
    assertEquals(List.of(4, 5, 7), plan.bounds());
    assertEquals(2, plan.bucket(6));
    assertEquals(2, plan.bucket(100));
  }

  @Test
  void buckets_manyLengths_padLeast() {
    // 1, 2 | 9, 10 pads 100 + 1; any other cut pads at least 7 steps for 100 examples.
    BucketPlan plan = BucketPlan.of(Map.of(1, 100L, 2, 100L, 9, 1L, 10, 100L), 2);
    assertEquals(List.of(2, 10), plan.bounds());
    assertEquals(List.of(10), BucketPlan.of(Map.of(1, 100L, 10, 1L), 1).bounds());
  }

  @Property(tries = 300)
  void lanes_anyStream_coverEveryInputOnce(
      @ForAll @IntRange(min = 1, max = 3) int groups,
      @ForAll @IntRange(min = 1, max = 5) int rows,
      @ForAll @IntRange(min = 1, max = 7) int steps,
      @ForAll @IntRange(max = 200) int more) {
    LaneGeometry geometry = new LaneGeometry((long) groups * rows + more, groups, rows, steps);
    long next = 0;
    for (int row = 0; row < rows; row++) {
      for (int group = 0; group < groups; group++) {
        for (int index = 0; index < geometry.windows(group); index++) {
          LaneGeometry.Window window = geometry.window(group, row, index);
          for (int step = 0; step < window.length(); step++) {
            assertEquals(window, geometry.windowAt(next));
            assertEquals(next++, window.start() + step);
          }
        }
      }
    }
    assertEquals(geometry.inputs(), next);
    long shortest = geometry.inputs() / geometry.lanes();
    for (int lane = 0; lane < geometry.lanes(); lane++) {
      long length = geometry.laneStart(lane + 1L) - geometry.laneStart(lane);
      assertTrue(length == shortest || length == shortest + 1);
    }
  }
}

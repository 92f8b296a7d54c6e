package io.unroll.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.unroll.shards.SequenceBatch;
import io.unroll.training.WorkerBatches.Order;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorkerBatchesTest {
  private static final WorkerBatches OWN =
      new WorkerBatches(
          0, IntStream.range(0, 40).mapToObj(i -> batch(i % 4, (i * 17) % 40)).toList());

  @Test
  void inEpoch_positions_goThroughTheStages() {
    assertEquals(
        IntStream.range(0, 40).boxed().toList(), positions(OWN.inEpoch(1, 7, Order.POSITIONS)));
  }

  @Test
  void inEpoch_shuffled_differsByEpochAndHoldsAll() {
    List<Integer> first = positions(OWN.inEpoch(1, 7, Order.SHUFFLED));
    assertNotEquals(first, positions(OWN.inEpoch(2, 7, Order.SHUFFLED)));
    assertEquals(first, positions(OWN.inEpoch(1, 7, Order.SHUFFLED)));
    assertEquals(IntStream.range(0, 40).boxed().toList(), first.stream().sorted().toList());
  }

  @Test
  void inEpoch_lanes_staysAsDealt() {
    assertEquals(OWN.batches(), OWN.inEpoch(3, 7, Order.LANES));
  }

  private static List<Integer> positions(List<SequenceBatch> batches) {
    return batches.stream().map(SequenceBatch::position).toList();
  }

  private static SequenceBatch batch(int bucket, int position) {
    int[] one = {1};
    return SequenceBatch.ofIds(bucket, position, 1, one, one, 1, one, one, List.of("key"));
  }
}

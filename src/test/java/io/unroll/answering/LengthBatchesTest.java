package io.unroll.answering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class LengthBatchesTest {

  @Property(tries = 200)
  void batches_ofAnyLengths_holdEachInputOnceAndFewSteps(
      @ForAll @Size(max = 300) List<@IntRange(max = 20_000) Integer> lengths) {
    List<List<Integer>> batches = LengthBatches.of(lengths);
    List<Integer> expected =
        IntStream.range(0, lengths.size()).filter(i -> lengths.get(i) > 0).boxed().toList();
    assertEquals(expected, batches.stream().flatMap(List::stream).sorted().toList());
    for (List<Integer> batch : batches) {
      long longest = batch.stream().mapToLong(lengths::get).max().orElse(0);
      assertTrue(batch.size() <= 64, () -> batch.size() + " rows");
      assertTrue(batch.size() == 1 || batch.size() * longest <= 16_384, () -> longest + " steps");
    }
  }
}

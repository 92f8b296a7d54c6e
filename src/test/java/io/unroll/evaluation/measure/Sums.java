package io.unroll.evaluation.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.commons.lang3.SerializationUtils;

/** Properties of every tally. */
final class Sums {
  private Sums() {}

  /** Any order, any parting, the empty sum and a journey to another JVM leave the sum as it is. */
  static <T extends Tally<T>> void assertMergeable(List<T> examples, T none) {
    T whole = Additive.sum(examples).orElseThrow();
    assertEquals(whole, examples.stream().reduce(none, Tally::plus), "one by one");
    List<T> shuffled = new ArrayList<>(examples);
    Collections.shuffle(shuffled, new Random(3));
    assertEquals(whole, Additive.sum(shuffled).orElseThrow(), "in another order");
    int third = shuffled.size() / 3;
    T parts = Additive.sum(shuffled.subList(0, third)).orElse(none);
    T rest = Additive.sum(shuffled.subList(third, shuffled.size())).orElse(none);
    assertEquals(whole, rest.plus(parts), "in parts");
    assertEquals(whole, SerializationUtils.roundtrip(whole), "sent");
    assertEquals(whole.measurements("test", "1"), rest.plus(parts).measurements("test", "1"));
  }
}

package io.unroll.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExtrasTest {

  @Test
  void work_thatThrows_isLeftOutWithTheReason() {
    Extras extras = new Extras();
    assertEquals(
        Optional.empty(),
        extras.of(
            "baseline unigram",
            () -> {
              throw new IllegalStateException("no tokens\nand a trace");
            }));
    assertEquals(Optional.of(3.0), extras.of("baseline copy", () -> 3.0));
    assertEquals(Map.of("baseline unigram", "IllegalStateException: no tokens"), extras.leftOut());
  }

  @Test
  void work_thatNeedsMoreMemoryThanThereIs_isLeftOut() {
    Extras extras = new Extras();
    extras.of(
        "baseline bagOfWords",
        () -> {
          throw new OutOfMemoryError("Java heap space");
        });
    assertEquals(
        Map.of("baseline bagOfWords", "OutOfMemoryError: Java heap space"), extras.leftOut());
  }
}

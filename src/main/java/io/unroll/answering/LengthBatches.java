package io.unroll.answering;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Grouping of inputs of about one length, so that a long one does not pad many short ones. */
final class LengthBatches {
  private static final int MOST_ROWS = 64;
  private static final int MOST_STEPS = 16_384;

  private LengthBatches() {}

  /**
   * Places of the inputs that have a step, in batches of at most {@value #MOST_ROWS} rows and
   * {@value #MOST_STEPS} steps, padding included; a longer input has a batch of its own.
   *
   * @param lengths of the inputs
   */
  static List<List<Integer>> of(List<Integer> lengths) {
    List<Integer> places =
        IntStream.range(0, lengths.size())
            .boxed()
            .filter(place -> lengths.get(place) > 0)
            .sorted(Comparator.comparing(lengths::get))
            .toList();
    List<List<Integer>> batches = new ArrayList<>();
    List<Integer> open = new ArrayList<>();
    for (int place : places) {
      long steps = (open.size() + 1L) * lengths.get(place);
      if (!open.isEmpty() && (open.size() == MOST_ROWS || steps > MOST_STEPS)) {
        batches.add(open);
        open = new ArrayList<>();
      }
      open.add(place);
    }
    if (!open.isEmpty()) {
      batches.add(open);
    }
    return batches;
  }
}

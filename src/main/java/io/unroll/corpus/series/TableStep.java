package io.unroll.corpus.series;

import io.unroll.config.WindowSettings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The usual distance in time between two rows of a table.
 *
 * @param longest distance that is no gap yet; empty where nothing is a gap
 */
record TableStep(Optional<BigDecimal> longest) {
  /** Rows at the start of a table by which its step is told. */
  static final int ROWS = 1024;

  // Months are 28 to 31 days long, and clocks are never exact; where a row is missing it is twice.
  private static final BigDecimal TOLERANCE = new BigDecimal("1.5");

  /** The median distance of rows in the order in which they are cut. */
  static TableStep of(List<CsvTable.Row> rows, WindowSettings.Gaps gaps) {
    List<BigDecimal> distances = new ArrayList<>();
    Optional<BigDecimal> latest = Optional.empty();
    for (CsvTable.Row row : rows) {
      Optional<BigDecimal> time = row.moment();
      if (time.isPresent()) {
        BigDecimal now = time.get();
        latest
            .map(now::subtract)
            .filter(distance -> distance.signum() > 0)
            .ifPresent(distances::add);
        latest = latest.map(now::max).or(() -> time);
      }
    }
    distances.sort(null);
    return gaps == WindowSettings.Gaps.JOIN || distances.isEmpty()
        ? new TableStep(Optional.empty())
        : new TableStep(Optional.of(distances.get((distances.size() - 1) / 2).multiply(TOLERANCE)));
  }

  /** Returns whether rows at these times have others between them that are missing. */
  boolean isGap(BigDecimal before, BigDecimal after) {
    return longest.isPresent() && after.subtract(before).compareTo(longest.get()) > 0;
  }
}

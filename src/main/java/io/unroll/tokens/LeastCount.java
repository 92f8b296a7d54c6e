package io.unroll.tokens;

import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;

/** Smallest count of the things that are frequent enough to fit, found without collecting them. */
final class LeastCount {
  private LeastCount() {}

  /** Returns the least count from which on there are at most so many. */
  static long of(JavaRDD<Long> counts, long most) {
    Map<Long, Long> byCount = new TreeMap<>(counts.countByValue());
    long left = byCount.values().stream().mapToLong(Long::longValue).sum();
    if (left <= most) {
      return 0;
    }
    for (Map.Entry<Long, Long> entry : byCount.entrySet()) {
      left -= entry.getValue();
      if (left <= most) {
        return entry.getKey() + 1;
      }
    }
    return Long.MAX_VALUE;
  }
}

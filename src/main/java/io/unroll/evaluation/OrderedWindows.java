package io.unroll.evaluation;

import io.unroll.shards.SequenceBatch;
import java.io.Serializable;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/** Windows of a text in order, brought to the driver in portions that fit what Spark lets there. */
final class OrderedWindows {
  private static final String MOST_BYTES = "spark.driver.maxResultSize";

  /** Bytes that a portion may take for each of its tokens, with room for portions that differ. */
  private static final int BYTES_PER_TOKEN = 64;

  private static final long LARGEST_PORTION = 1 << 20;
  private static final int MOST_PORTIONS = 2000;

  private OrderedWindows() {}

  /** Windows of one group of lanes. */
  private record Size(long tokens, long windows) implements Serializable {
    Size plus(Size other) {
      return new Size(tokens + other.tokens, windows + other.windows);
    }
  }

  /** Reads group by group, window by window, until there are at least this many tokens. */
  static Iterator<SequenceBatch> first(JavaRDD<SequenceBatch> batches, long tokens) {
    Map<Integer, Size> groups =
        new TreeMap<>(
            batches
                .mapToPair(b -> new Tuple2<>(b.bucket(), new Size(b.targetTokens(), 1)))
                .reduceByKey(Size::plus)
                .collectAsMap());
    long taken = 0;
    long end = 0;
    for (Map.Entry<Integer, Size> group : groups.entrySet()) {
      Size size = group.getValue();
      if (taken >= tokens) {
        break;
      }
      // A group's first windows have no fewer tokens than its windows have on average.
      double wanted = Math.min(1, (double) (tokens - taken) / size.tokens);
      long windows = (long) Math.ceil(wanted * size.windows);
      taken += (long) Math.ceil(wanted * size.tokens);
      end = place(group.getKey(), windows);
    }
    long before = end;
    return batches
        .filter(batch -> place(batch) < before)
        .sortBy(OrderedWindows::place, true, portions(batches, taken))
        .toLocalIterator();
  }

  /** By which batches stand in {@link SequenceBatch#SHARD_ORDER}. */
  static long place(SequenceBatch batch) {
    return place(batch.bucket(), batch.position());
  }

  private static long place(int group, long window) {
    return ((long) group << Integer.SIZE) + window;
  }

  private static int portions(JavaRDD<SequenceBatch> batches, long tokens) {
    long bytes = batches.context().getConf().getSizeAsBytes(MOST_BYTES, "1g");
    long fitting = bytes == 0 ? LARGEST_PORTION : bytes / BYTES_PER_TOKEN;
    long portion = Math.max(1, Math.min(LARGEST_PORTION, fitting));
    return (int) Math.max(1, Math.min(MOST_PORTIONS, (tokens + portion - 1) / portion));
  }
}

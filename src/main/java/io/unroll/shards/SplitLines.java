package io.unroll.shards;

import java.io.Serializable;
import java.util.Collections;
import java.util.Iterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.JavaRDD;

/**
 * The lines of a text whose first token is one of the tokens [from, to).
 *
 * <p>Only partitions that an end of the stretch goes through are tokenised for it; those outside
 * are not even read.
 *
 * @param starts stream position at which each partition of the lines starts; the last is the size
 */
record SplitLines(long[] starts, long from, long to, TokenCount tokens) implements Serializable {

  /** Tokens of a line, its end included. */
  interface TokenCount extends Serializable {
    long of(String line);
  }

  /** Those of a collection in reading order. */
  JavaRDD<String> of(JavaRDD<String> lines) {
    return lines.mapPartitionsWithIndex(this::partition, true);
  }

  private Iterator<String> partition(int partition, Iterator<String> lines) {
    long start = starts[partition];
    long end = starts[partition + 1];
    if (end <= from || to <= start) {
      return Collections.emptyIterator();
    }
    if (from <= start && end <= to) {
      return lines;
    }
    long[] position = {start};
    Stream<String> all = StreamSupport.stream(Spliterators.spliteratorUnknownSize(lines, 0), false);
    return all.filter(line -> isInside(line, position)).iterator();
  }

  private boolean isInside(String line, long[] position) {
    long first = position[0];
    position[0] += tokens.of(line);
    return from <= first && first < to;
  }
}

package io.unroll.shards;

import io.unroll.corpus.Split;
import java.io.Serializable;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.JavaRDD;

/**
 * The lines of a text, each in the split that holds its first token.
 *
 * <p>Only partitions that a cut goes through are tokenised for it; those outside all stretches are
 * not even read.
 *
 * @param starts stream position at which each partition of the lines starts; the last is the size
 * @param stretches what to look at; they do not overlap
 */
record SplitLines(long[] starts, List<Stretch> stretches, TokenCount tokens)
    implements Serializable {

  /** The tokens [from, to) of the stream, which are of one split. */
  record Stretch(Split split, long from, long to) implements Serializable {
    boolean holds(long position) {
      return from <= position && position < to;
    }
  }

  /** Tokens of a line, its end included. */
  interface TokenCount extends Serializable {
    long of(String line);
  }

  /** A line and its split. */
  record Line(Split split, String text) implements Serializable {}

  /** The lines of a collection in reading order; blank ones are left out. */
  JavaRDD<Line> of(JavaRDD<String> lines) {
    return lines.mapPartitionsWithIndex(this::partition, true);
  }

  private Iterator<Line> partition(int partition, Iterator<String> lines) {
    long start = starts[partition];
    long end = starts[partition + 1];
    if (stretches.stream().noneMatch(one -> one.from < end && start < one.to)) {
      return Collections.emptyIterator();
    }
    Optional<Split> whole =
        stretches.stream()
            .filter(one -> one.from <= start && end <= one.to)
            .map(Stretch::split)
            .findFirst();
    Stream<String> all = StreamSupport.stream(Spliterators.spliteratorUnknownSize(lines, 0), false);
    if (whole.isPresent()) {
      Split split = whole.get();
      return all.filter(line -> !line.isBlank()).map(line -> new Line(split, line)).iterator();
    }
    long[] position = {start};
    return all.flatMap(line -> cut(line, position)).iterator();
  }

  private Stream<Line> cut(String line, long[] position) {
    long first = position[0];
    position[0] += tokens.of(line);
    return stretches.stream()
        .filter(one -> one.holds(first) && !line.isBlank())
        .map(one -> new Line(one.split, line));
  }
}

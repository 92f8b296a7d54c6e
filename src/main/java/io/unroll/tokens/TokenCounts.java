package io.unroll.tokens;

import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * Counter of the tokens of texts on Spark; a partition counts its own before anything is shuffled.
 */
final class TokenCounts {
  /** Different tokens a task holds at most, before it hands its counts on. */
  private static final int HELD = 1 << 20;

  private static final int BASIC_PLANE = 1 << 16;

  private TokenCounts() {}

  private static final class Tally {
    long count;
  }

  /** Counts how often each token occurs. */
  static JavaPairRDD<String, Long> of(JavaRDD<String> texts, TextFolding folding, Cutter cutter) {
    return texts
        .mapPartitionsToPair(own -> new PartitionCounts(own, folding, cutter))
        .reduceByKey(Long::sum);
  }

  /** Counts how often each code point occurs. */
  static JavaPairRDD<String, Long> ofCodePoints(JavaRDD<String> texts, TextFolding folding) {
    return texts
        .mapPartitionsToPair(own -> codePoints(own, folding))
        .reduceByKey(Long::sum)
        .mapToPair(count -> new Tuple2<>(Character.toString(count._1()), count._2()));
  }

  private static Iterator<Tuple2<Integer, Long>> codePoints(
      Iterator<String> texts, TextFolding folding) {
    long[] basic = new long[BASIC_PLANE];
    Map<Integer, Tally> others = new HashMap<>();
    while (texts.hasNext()) {
      String text = folding.fold(texts.next());
      for (int at = 0; at < text.length(); at++) {
        char c = text.charAt(at);
        int codePoint = Character.isHighSurrogate(c) ? text.codePointAt(at) : c;
        if (codePoint < BASIC_PLANE) {
          basic[codePoint]++;
        } else {
          others.computeIfAbsent(codePoint, absent -> new Tally()).count++;
          at++;
        }
      }
    }
    for (int c = 0; c < BASIC_PLANE; c++) {
      if (basic[c] > 0) {
        others.computeIfAbsent(c, absent -> new Tally()).count = basic[c];
      }
    }
    return pairs(others);
  }

  private static <T> Iterator<Tuple2<T, Long>> pairs(Map<T, Tally> counts) {
    return counts.entrySet().stream()
        .map(entry -> new Tuple2<>(entry.getKey(), entry.getValue().count))
        .iterator();
  }

  /** The counts of one partition, in as many portions as its memory asks for. */
  private static final class PartitionCounts implements Iterator<Tuple2<String, Long>> {
    private final Iterator<String> texts;
    private final TextFolding folding;
    private final Cutter cutter;
    private Iterator<Tuple2<String, Long>> portion = Collections.emptyIterator();

    PartitionCounts(Iterator<String> texts, TextFolding folding, Cutter cutter) {
      this.texts = texts;
      this.folding = folding;
      this.cutter = cutter;
    }

    @Override
    public boolean hasNext() {
      while (!portion.hasNext() && texts.hasNext()) {
        portion = next(new HashMap<>());
      }
      return portion.hasNext();
    }

    @Override
    public Tuple2<String, Long> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return portion.next();
    }

    private Iterator<Tuple2<String, Long>> next(Map<String, Tally> counts) {
      while (texts.hasNext() && counts.size() < HELD) {
        String text = folding.fold(texts.next());
        cutter.cut(
            text,
            (start, end) ->
                counts.computeIfAbsent(text.substring(start, end), absent -> new Tally()).count++);
      }
      return pairs(counts);
    }
  }
}

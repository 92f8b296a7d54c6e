package io.unroll.tokens;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import scala.Tuple2;

/**
 * Builder of a vocabulary of the tokens that occur often enough, counted on Spark.
 *
 * <p>Order is by falling count, then by the token's UTF-16 code units. {@code minCount} and {@code
 * maxSize} hold for words only; {@code maxSize} does not count the specials.
 */
final class VocabularyBuilder {
  private VocabularyBuilder() {}

  /** By falling count, then token. */
  private static final class ByCount implements Comparator<Tuple2<String, Long>>, Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public int compare(Tuple2<String, Long> left, Tuple2<String, Long> right) {
      int byCount = Long.compare(right._2(), left._2());
      return byCount != 0 ? byCount : left._1().compareTo(right._1());
    }
  }

  /**
   * Returns the vocabulary of tokens that were counted.
   *
   * @param maxSize most tokens, the frequent ones first; the specials do not count
   */
  static Vocabulary of(JavaPairRDD<String, Long> counts, int minCount, int maxSize) {
    JavaPairRDD<String, Long> enough =
        counts.filter(c -> c._2() >= minCount && !Vocabulary.SPECIALS.contains(c._1()));
    List<String> all = new ArrayList<>(Vocabulary.SPECIALS);
    long least = LeastCount.of(enough.map(Tuple2::_2), maxSize);
    List<Tuple2<String, Long>> frequent =
        new ArrayList<>(enough.filter(c -> c._2() >= least).collect());
    frequent.sort(new ByCount());
    frequent.forEach(entry -> all.add(entry._1()));
    int left = maxSize - frequent.size();
    if (least > 0 && left > 0) {
      // The next count has more tokens than fit: of these the first, without bringing in the rest.
      long next = least - 1;
      all.addAll(
          enough
              .filter(c -> c._2() == next)
              .keys()
              .sortBy(token -> token, true, parts(enough))
              .take(left));
    }
    return new Vocabulary(all);
  }

  private static int parts(JavaPairRDD<String, Long> counts) {
    return Math.max(1, counts.getNumPartitions());
  }
}

package io.unroll.tokens;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import scala.Tuple2;

/**
 * Counts tokens on Spark and makes a vocabulary of those that occur often enough.
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
   * The vocabulary of tokens that were counted.
   *
   * @param maxSize most tokens, the frequent ones first; the specials do not count
   */
  static Vocabulary of(JavaPairRDD<String, Long> counts, int minCount, int maxSize) {
    JavaPairRDD<String, Long> enough =
        counts.filter(c -> c._2() >= minCount && !Vocabulary.SPECIALS.contains(c._1()));
    // Asking for more than there are would reserve room for all of them.
    int most = (int) Math.min(maxSize, enough.count());
    List<String> all = new ArrayList<>(Vocabulary.SPECIALS);
    if (most > 0) {
      for (Tuple2<String, Long> entry :
          enough.map(VocabularyBuilder::same).takeOrdered(most, new ByCount())) {
        all.add(entry._1());
      }
    }
    return new Vocabulary(all);
  }

  private static Tuple2<String, Long> same(Tuple2<String, Long> pair) {
    return pair;
  }
}

package io.unroll.tokens;

import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * The words that a byte-pair encoding is learned from, brought to the driver.
 *
 * <p>They are at most {@link #MOST}: where more words are frequent enough, the least count is
 * raised until they fit, so that which words stay depends on their counts alone. Words longer than
 * {@link #LONGEST} chars teach nothing.
 *
 * @param words in ids of single bytes
 * @param counts how often each word occurs
 */
record CountedWords(int[][] words, long[] counts) {
  /** Learning from as many takes a quarter of a driver of 1 GB. */
  static final int MOST = 500_000;

  static final int LONGEST = 1024;

  static CountedWords of(JavaRDD<String> texts, TextFolding folding, int minCount) {
    return of(texts, folding, minCount, MOST);
  }

  static CountedWords of(JavaRDD<String> texts, TextFolding folding, int minCount, int most) {
    JavaPairRDD<String, Long> frequent =
        TokenCounts.of(texts, folding, new PreTokens())
            .filter(count -> count._2() >= minCount && count._1().length() <= LONGEST);
    long least =
        frequent.count() <= most ? minCount : LeastCount.of(frequent.map(Tuple2::_2), most);
    List<Tuple2<String, Long>> kept = frequent.filter(count -> count._2() >= least).collect();
    int[][] words = kept.stream().map(word -> bytes(word._1())).toArray(int[][]::new);
    return new CountedWords(words, kept.stream().mapToLong(Tuple2::_2).toArray());
  }

  private static int[] bytes(String word) {
    byte[] bytes = ByteAlphabet.utf8(word);
    int[] ids = new int[bytes.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = Vocabulary.SPECIALS.size() + (bytes[i] & 0xFF);
    }
    return ids;
  }
}

package io.unroll.shards;

import io.unroll.corpus.example.Content;
import io.unroll.corpus.example.Fingerprint;
import io.unroll.corpus.example.Split;
import io.unroll.tokens.TextCodec;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.Tuple3;

/**
 * Statistics of texts for the data report: one more reading of their lines, without tokens, and one
 * of those held-out lines with them that have unknown ones.
 *
 * @param given whether the settings name the splits
 * @param lines of each split, evaluated twice at most
 * @param withUnknown the splits that hold tokens which are not in the vocabulary
 */
record StreamStatistics(
    boolean given, TextSide side, Map<Split, JavaRDD<String>> lines, Set<Split> withUnknown) {

  DraftStatistics collect(SparkSession spark) {
    JavaRDD<Row> prints =
        union(Stream.of(Split.values()).map(split -> prints(lines(split), split)));
    TextCodec codec = side.codec();
    Map<String, Map<String, UnknownCount.Unknown>> unknown =
        Stream.of(Split.VALID, Split.TEST)
            .filter(withUnknown::contains)
            .map(split -> unknown(lines(split), split, codec))
            .reduce(JavaRDD::union)
            .map(UnknownCount::of)
            .orElse(Map.of());
    return new DraftStatistics(
        given ? DraftStatistics.GIVEN : DraftStatistics.SHARES,
        Map.of(DraftStatistics.TOKENS, side),
        RepeatCount.of(spark, "line", prints),
        unknown,
        Map.of());
  }

  private JavaRDD<String> lines(Split split) {
    return Optional.ofNullable(lines.get(split)).orElseThrow();
  }

  private static <T> JavaRDD<T> union(Stream<JavaRDD<T>> parts) {
    return parts.reduce(JavaRDD::union).orElseThrow();
  }

  private static JavaRDD<Row> prints(JavaRDD<String> lines, Split split) {
    return lines
        .filter(line -> !line.isBlank())
        .map(line -> RepeatCount.row(false, Fingerprint.of(new Content.Text(line)), split));
  }

  private static JavaRDD<Tuple3<String, String, String>> unknown(
      JavaRDD<String> lines, Split split, TextCodec codec) {
    return lines.flatMap(
        line ->
            codec.unknown(line).stream()
                .map(token -> UnknownCount.row(DraftStatistics.TOKENS, split, token))
                .iterator());
  }
}

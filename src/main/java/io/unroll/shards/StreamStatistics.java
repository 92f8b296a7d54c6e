package io.unroll.shards;

import io.unroll.corpus.Content;
import io.unroll.corpus.Fingerprint;
import io.unroll.corpus.Split;
import io.unroll.tokens.TextCodec;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.Tuple3;

/**
 * What the data report needs to know of texts: one more reading of their lines, without tokens, and
 * one of the held-out lines with them.
 *
 * @param given whether the settings name the splits
 * @param lines of each split, evaluated twice at most
 */
record StreamStatistics(boolean given, TextSide side, Map<Split, JavaRDD<String>> lines) {

  DraftStatistics collect(SparkSession spark) {
    JavaRDD<Row> prints =
        union(Stream.of(Split.values()).map(split -> prints(lines(split), split)));
    TextCodec codec = side.codec();
    JavaRDD<Tuple3<String, String, String>> unknown =
        union(Stream.of(Split.VALID, Split.TEST).map(split -> unknown(lines(split), split, codec)));
    return new DraftStatistics(
        given ? DraftStatistics.GIVEN : DraftStatistics.SHARES,
        Map.of(DraftStatistics.TOKENS, side),
        RepeatCount.of(spark, "line", prints),
        UnknownCount.of(unknown),
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

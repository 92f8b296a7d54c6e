package io.unroll.shards;

import io.unroll.corpus.Content;
import io.unroll.corpus.Fingerprint;
import io.unroll.corpus.Split;
import io.unroll.corpus.TextCorpus;
import io.unroll.corpus.TextFiles;
import io.unroll.tokens.TextCodec;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import scala.Tuple3;

/**
 * What the data report needs to know of texts: one more reading of their lines, without tokens, and
 * one of the held-out lines.
 *
 * @param sources the files and what of them belongs to which split
 */
record StreamStatistics(boolean given, TextSide side, List<Source> sources) {

  /**
   * Files that are read as one stream.
   *
   * @param starts stream position at which each partition of their lines starts
   */
  record Source(TextFiles files, long[] starts, List<SplitLines.Stretch> stretches) {}

  DraftStatistics collect(SparkSession spark) {
    Map<Split, List<DataReport.DroppedRecord>> none = new EnumMap<>(Split.class);
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    return new DraftStatistics(
        given ? DraftStatistics.GIVEN : DraftStatistics.SHARES,
        Map.of(DraftStatistics.TOKENS, side),
        RepeatCount.of(
            spark,
            "line",
            lines(context, List.of(Split.values()))
                .map(
                    line ->
                        RepeatCount.row(
                            false, Fingerprint.of(new Content.Text(line.text())), line.split()))),
        UnknownCount.of(unknown(lines(context, List.of(Split.VALID, Split.TEST)), side.codec())),
        none);
  }

  private static JavaRDD<Tuple3<String, String, String>> unknown(
      JavaRDD<SplitLines.Line> lines, TextCodec codec) {
    return lines.flatMap(
        line ->
            codec.unknown(line.text()).stream()
                .map(token -> UnknownCount.row(DraftStatistics.TOKENS, line.split(), token))
                .iterator());
  }

  private JavaRDD<SplitLines.Line> lines(JavaSparkContext spark, List<Split> splits) {
    TextCodec codec = side.codec();
    return sources.stream()
        .map(
            source -> {
              List<SplitLines.Stretch> wanted =
                  source.stretches.stream().filter(one -> splits.contains(one.split())).toList();
              return new SplitLines(
                      source.starts, wanted, line -> codec.tokenizer().stream(line).count() + 1)
                  .of(TextCorpus.lines(spark, source.files));
            })
        .reduce(JavaRDD::union)
        .orElseThrow();
  }
}

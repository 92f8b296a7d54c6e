package io.unroll.shards;

import io.unroll.config.CorpusSettings;
import io.unroll.config.InvalidInput;
import io.unroll.config.Settings;
import io.unroll.config.ShardSettings;
import io.unroll.corpus.Example;
import io.unroll.corpus.GeneratedCorpus;
import io.unroll.corpus.IndexedExample;
import io.unroll.corpus.Split;
import io.unroll.tokens.TextCodec;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/** Lays out pairs of source and target in buckets. */
final class PairDraft {
  private static final String KEPT = "";

  private PairDraft() {}

  static Draft of(JavaSparkContext spark, Settings settings) {
    spark.setJobDescription("prepare: generating examples and counting their tokens");
    JavaRDD<IndexedExample> examples =
        GeneratedCorpus.examples(spark, settings.corpus(), settings.seed())
            .persist(StorageLevel.MEMORY_AND_DISK());
    TextCodec source = codec(examples, Example::source, settings);
    TextCodec target = codec(examples, Example::target, settings);
    JavaRDD<EncodedExample> encoded =
        examples
            .map(example -> EncodedExample.of(example, source, target))
            .persist(StorageLevel.MEMORY_AND_DISK());
    Map<Split, SplitCounts> counts = count(encoded, settings.shards());
    check(counts, settings);
    return new Draft(
        "example",
        Vocabularies.ofPairs(settings.tokens(), source, target),
        layOut(spark, encoded, settings),
        counts,
        List.of(examples, encoded));
  }

  private static TextCodec codec(
      JavaRDD<IndexedExample> examples, Function<Example, String> side, Settings settings) {
    JavaRDD<String> texts =
        examples
            .filter(example -> example.split() == Split.TRAIN)
            .map(example -> side.call(example.example()));
    return TextCodec.learn(texts, settings.tokens());
  }

  private static Map<Split, SplitCounts> count(
      JavaRDD<EncodedExample> examples, ShardSettings settings) {
    Map<Split, SplitCounts> counts = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      counts.put(split, SplitCounts.none());
    }
    examples
        .mapToPair(example -> outcome(example, settings))
        .reduceByKey((left, right) -> new Tuple2<>(left._1() + right._1(), left._2() + right._2()))
        .collect()
        .forEach(
            entry ->
                counts.computeIfPresent(
                    Split.valueOf(entry._1()._1()),
                    (split, sum) -> add(sum, entry._1()._2(), entry._2())));
    return counts;
  }

  // Keyed by names: the hash code of an enum constant differs between executors.
  private static Tuple2<Tuple2<String, String>, Tuple2<Long, Long>> outcome(
      EncodedExample example, ShardSettings settings) {
    String reason = example.reasonToDrop(settings).map(DropReason::name).orElse(KEPT);
    return new Tuple2<>(
        new Tuple2<>(example.split().name(), reason), new Tuple2<>(1L, example.duplicates()));
  }

  private static SplitCounts add(SplitCounts counts, String reason, Tuple2<Long, Long> more) {
    SplitCounts sum =
        reason.equals(KEPT)
            ? counts.keep(more._1())
            : counts.drop(DropReason.valueOf(reason), more._1());
    return more._2() == 0 ? sum : sum.drop(DropReason.DUPLICATE, more._2());
  }

  private static void check(Map<Split, SplitCounts> counts, Settings settings) {
    List<String> problems = new ArrayList<>();
    counts.forEach((split, count) -> problem(split, count, settings).ifPresent(problems::add));
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
  }

  private static Optional<String> problem(Split split, SplitCounts counts, Settings settings) {
    if (counts.kept() > 0) {
      return Optional.empty();
    }
    CorpusSettings.Shares shares = settings.corpus().shares();
    return Optional.of(
        counts.read() == 0
            ? "corpus: the %s split must have examples, but no example fell to it by %s; raise its"
                    .formatted(split.label(), shares)
                + " share or corpus.examples"
            : "corpus: the %s split has no usable example: %d read, %s (shards.maxLength is %d)"
                .formatted(
                    split.label(),
                    counts.read(),
                    counts.explanation(),
                    settings.shards().maxLength()));
  }

  private static Map<Split, PlacedBatches> layOut(
      JavaSparkContext spark, JavaRDD<EncodedExample> examples, Settings settings) {
    ShardSettings shards = settings.shards();
    JavaRDD<EncodedExample> kept = examples.filter(e -> e.reasonToDrop(shards).isEmpty());
    spark.setJobDescription("prepare: laying out buckets");
    Map<Integer, Long> histogram =
        kept.filter(example -> example.split() == Split.TRAIN)
            .map(example -> example.source().length)
            .countByValue();
    BucketPlan plan = BucketPlan.of(histogram, shards.buckets());
    BucketedLayout layout = new BucketedLayout(plan, shards, settings.seed());
    Map<Split, PlacedBatches> batches = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      JavaRDD<EncodedExample> own = kept.filter(example -> example.split() == split);
      batches.put(split, layout.batches(own, split));
    }
    return batches;
  }
}

package io.unroll.shards;

import io.unroll.config.CorpusSettings;
import io.unroll.config.InvalidInput;
import io.unroll.config.OnMalformed;
import io.unroll.config.Settings;
import io.unroll.config.ShardSettings;
import io.unroll.corpus.example.Content;
import io.unroll.corpus.example.Example;
import io.unroll.corpus.example.Fingerprint;
import io.unroll.corpus.example.IndexedExample;
import io.unroll.corpus.example.Reading;
import io.unroll.corpus.example.Split;
import io.unroll.corpus.files.Corpus;
import io.unroll.corpus.files.ExampleSplits;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/** Draft of independent examples in buckets. */
final class ExampleDraft {
  private static final int BATCHES_PER_BUCKET = 4;

  private ExampleDraft() {}

  static Draft of(
      JavaSparkContext spark, Settings settings, Corpus corpus, Optional<KnownSides> known) {
    spark.setJobDescription("prepare: reading examples");
    JavaRDD<ExampleSplits.Sorted> records =
        ExampleSplits.sort(corpus, settings.corpus()).persist(StorageLevel.MEMORY_AND_DISK());
    BadRecords bad = BadRecords.of(records, settings.corpus(), spark.hadoopConfiguration());
    bad.check(settings.corpus());
    JavaRDD<IndexedExample> examples = ExampleSplits.examples(records, settings.corpus());
    spark.setJobDescription("prepare: learning from the training split");
    Supplier<SideCodec> inputs =
        () ->
            learn(
                examples,
                corpus.input(),
                Example::input,
                false,
                new SideLearner(settings.tokens(), settings.corpus().inputOrigin()));
    Supplier<SideCodec> targets =
        () ->
            learn(
                examples,
                corpus.target(),
                Example::target,
                true,
                new SideLearner(settings.tokens(), settings.corpus().targetOrigin()));
    SideCodec input = known.map(sides -> sides.source(inputs)).orElseGet(inputs);
    SideCodec target = known.map(sides -> sides.target(targets)).orElseGet(targets);
    if (target instanceof LabelSide labels) {
      new LabelCheck(settings.corpus().targetOrigin()).check(labels.labels(), settings.model());
    }
    spark.setJobDescription("prepare: encoding");
    ShardSettings shards = settings.shards();
    JavaRDD<Outcome> outcomes =
        examples
            .map(example -> Outcome.of(example, input, target, shards))
            .persist(StorageLevel.MEMORY_AND_DISK());
    BadRecords.unencodable(outcomes).check(settings.corpus());
    Map<Split, SplitCounts> counts = OutcomeCounts.of(outcomes, bad);
    check(counts, settings);
    return new Draft(
        "example",
        Map.of("input", input.summary(), "target", target.summary()),
        files(input, target),
        layOut(spark, outcomes, settings, input.summary(), target.summary()),
        counts,
        new ExampleStatistics(corpus, input, target, records, outcomes, !bad.byReason().isEmpty())
            ::collect,
        List.of(records, outcomes),
        mended(records, corpus, settings.corpus()),
        test(outcomes));
  }

  private static Fingerprint test(JavaRDD<Outcome> outcomes) {
    return outcomes
        .filter(outcome -> outcome instanceof Outcome.Kept && outcome.split() == Split.TEST)
        .map(outcome -> ((Outcome.Kept) outcome).facts().pair())
        .fold(Fingerprint.NONE, Fingerprint::plus);
  }

  /** Counts the records of each file that hold U+FFFD in place of bytes that are not UTF-8. */
  private static Map<String, Long> mended(
      JavaRDD<ExampleSplits.Sorted> records, Corpus corpus, CorpusSettings settings) {
    Map<String, Long> byPath = new TreeMap<>();
    if (settings.onMalformed() == OnMalformed.REPLACE) {
      records
          .filter(record -> record.reading() instanceof Reading.Good good && good.mended())
          .mapToPair(record -> new Tuple2<>(Corpus.file(record.reading().index()), true))
          .countByKey()
          .forEach((file, count) -> byPath.put(corpus.files().get(file).path(), count));
    }
    return byPath;
  }

  private static SideCodec learn(
      JavaRDD<IndexedExample> examples,
      Corpus.Side side,
      Function<Example, Content> content,
      boolean closed,
      SideLearner learner) {
    JavaRDD<Content> training =
        examples
            .filter(example -> example.split() == Split.TRAIN)
            .map(example -> content.call(example.example()));
    return learner.learn(side, training, closed);
  }

  private static SortedMap<String, byte[]> files(SideCodec input, SideCodec target) {
    SortedMap<String, byte[]> files = new TreeMap<>(input.files("source"));
    files.putAll(target.files("target"));
    return files;
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
            ? ("corpus: the %s split must have examples, but none fell to it by shares train %s, valid"
                    + " %s, test %s; raise its share or give more examples")
                .formatted(split.label(), shares.train(), shares.valid(), shares.test())
            : "corpus: the %s split has no usable example: %s read, %s (shards.maxLength is %s)"
                .formatted(
                    split.label(),
                    counts.read(),
                    counts.explanation(),
                    settings.shards().maxLength()));
  }

  private static Map<Split, PlacedBatches> layOut(
      JavaSparkContext spark,
      JavaRDD<Outcome> outcomes,
      Settings settings,
      Manifest.Side input,
      Manifest.Side target) {
    ShardSettings shards = settings.shards();
    JavaRDD<EncodedExample> kept =
        outcomes
            .filter(outcome -> outcome instanceof Outcome.Kept)
            .map(outcome -> ((Outcome.Kept) outcome).example());
    spark.setJobDescription("prepare: laying out buckets");
    Map<Integer, Long> histogram =
        kept.filter(example -> example.split() == Split.TRAIN)
            .map(example -> example.input().steps())
            .countByValue();
    check(kept, shards, input, target);
    BucketPlan plan = BucketPlan.of(histogram, mostBuckets(histogram, shards));
    BucketedLayout layout = new BucketedLayout(plan, shards, settings.seed());
    Map<Split, PlacedBatches> batches = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      JavaRDD<EncodedExample> own = kept.filter(example -> example.split() == split);
      batches.put(split, layout.batches(own, split));
    }
    return batches;
  }

  private static void check(
      JavaRDD<EncodedExample> kept,
      ShardSettings shards,
      Manifest.Side input,
      Manifest.Side target) {
    Tuple2<Integer, Integer> longest =
        kept.map(one -> new Tuple2<>(one.input().steps(), one.target().steps()))
            .fold(
                new Tuple2<>(0, 0),
                (left, right) ->
                    new Tuple2<>(Math.max(left._1(), right._1()), Math.max(left._2(), right._2())));
    BatchRoom.check("input", shards, longest._1(), Math.max(input.width(), input.letters()));
    BatchRoom.check("target", shards, longest._2(), Math.max(target.width(), target.letters()));
  }

  // The last batch of a bucket is seldom full: a small corpus must not be cut into many.
  private static int mostBuckets(Map<Integer, Long> histogram, ShardSettings shards) {
    long examples = 0;
    long steps = 0;
    for (Map.Entry<Integer, Long> entry : histogram.entrySet()) {
      examples += entry.getValue();
      steps += entry.getKey() * entry.getValue();
    }
    long batches =
        shards.batchBy() == ShardSettings.BatchBy.TOKENS
            ? steps / shards.batchTokens()
            : examples / shards.batchSize();
    return (int) Math.max(1, Math.min(shards.buckets(), batches / BATCHES_PER_BUCKET));
  }
}

package io.unroll.corpus;

import io.unroll.config.CorpusSettings;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Tuple2;

/** Tasks whose examples are made on the executors, each from the seed and its index alone. */
public final class GeneratedCorpus {
  private GeneratedCorpus() {}

  /** What makes two examples the same. */
  private record Identity(String key, String source) implements Serializable {}

  /** The lowest index at which an example occurs, and how often it occurs. */
  private record Occurrence(long index, String target, long count) implements Serializable {
    Occurrence or(Occurrence other) {
      Occurrence first = index < other.index ? this : other;
      return new Occurrence(first.index, first.target, count + other.count);
    }
  }

  /** Whether the examples of this corpus are generated rather than read. */
  public static boolean isGenerated(CorpusSettings settings) {
    return ExampleGenerator.of(settings).isPresent();
  }

  /**
   * The first examples that are generated, duplicates included.
   *
   * @throws IllegalArgumentException if the corpus is not a generated one
   */
  public static List<Example> first(CorpusSettings settings, long seed, int atMost) {
    ExampleGenerator generator = generator(settings);
    return LongStream.range(0, Math.min(atMost, count(settings)))
        .mapToObj(index -> generator.example(seed, index))
        .toList();
  }

  private static ExampleGenerator generator(CorpusSettings settings) {
    return ExampleGenerator.of(settings)
        .orElseThrow(() -> new IllegalArgumentException("not a generated task: " + settings));
  }

  /**
   * All distinct examples with their splits, in no particular order; the same ones whatever the
   * number of partitions.
   *
   * @throws IllegalArgumentException if the corpus is not a generated one
   */
  public static JavaRDD<IndexedExample> examples(
      JavaSparkContext spark, CorpusSettings settings, long seed) {
    ExampleGenerator generator = generator(settings);
    SplitRule rule = new SplitRule(settings.shares());
    JavaPairRDD<Identity, Occurrence> all =
        indices(spark, count(settings))
            .mapToPair(index -> occurrence(generator.example(seed, index), index));
    return all.reduceByKey(Occurrence::or).map(pair -> distinct(pair, rule));
  }

  private static JavaRDD<Long> indices(JavaSparkContext spark, int count) {
    int slices = Math.max(1, Math.min(spark.defaultParallelism(), count));
    List<Integer> slice = IntStream.range(0, slices).boxed().toList();
    return spark
        .parallelize(slice, slices)
        .flatMap(
            i ->
                LongStream.range((long) count * i / slices, (long) count * (i + 1) / slices)
                    .iterator());
  }

  private static Tuple2<Identity, Occurrence> occurrence(Example example, long index) {
    return new Tuple2<>(
        new Identity(example.key(), example.source()), new Occurrence(index, example.target(), 1));
  }

  private static IndexedExample distinct(Tuple2<Identity, Occurrence> pair, SplitRule rule) {
    Identity identity = pair._1();
    Occurrence kept = pair._2();
    Example example = new Example(identity.key, identity.source, kept.target);
    return new IndexedExample(kept.index, rule.split(identity.key), kept.count - 1, example);
  }

  private static int count(CorpusSettings settings) {
    if (settings instanceof CorpusSettings.Addition task) {
      return task.examples();
    }
    if (settings instanceof CorpusSettings.Copy task) {
      return task.examples();
    }
    if (settings instanceof CorpusSettings.Reverse task) {
      return task.examples();
    }
    return ((CorpusSettings.LearningToExecute) settings).examples();
  }
}

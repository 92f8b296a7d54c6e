package io.unroll.corpus.generated;

import io.unroll.config.CorpusSettings;
import io.unroll.corpus.example.Example;
import io.unroll.corpus.example.Reading;
import io.unroll.corpus.files.Corpus;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Tasks whose examples are made on the executors, each from the seed and its index alone. */
public final class GeneratedCorpus {
  private GeneratedCorpus() {}

  /** Returns whether the examples of this corpus are generated rather than read. */
  public static boolean isGenerated(CorpusSettings settings) {
    return settings instanceof CorpusSettings.Generated;
  }

  /**
   * The first examples that are generated, duplicates included.
   *
   * @throws IllegalArgumentException if the corpus is not a generated one
   */
  public static List<Example> first(CorpusSettings settings, long seed, int atMost) {
    CorpusSettings.Generated task = task(settings);
    ExampleGenerator generator = ExampleGenerator.of(task);
    return LongStream.range(0, Math.min(atMost, task.examples()))
        .mapToObj(index -> generator.example(seed, index))
        .toList();
  }

  /** All examples in the order of generation, the same for any number of partitions. */
  public static Corpus of(SparkSession spark, CorpusSettings settings, long seed) {
    CorpusSettings.Generated task = task(settings);
    ExampleGenerator generator = ExampleGenerator.of(task);
    JavaRDD<Reading> readings =
        indices(JavaSparkContext.fromSparkContext(spark.sparkContext()), task.examples())
            .map(index -> new Reading.Good(index, generator.example(seed, index)));
    return new Corpus(
        generator.input(),
        generator.target(),
        List.of(),
        List.of(new Corpus.Part(Optional.empty(), readings)));
  }

  private static CorpusSettings.Generated task(CorpusSettings settings) {
    if (settings instanceof CorpusSettings.Generated task) {
      return task;
    }
    throw new IllegalArgumentException("not a generated task: " + settings);
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
}

package io.unroll.corpus.files;

import io.unroll.config.CorpusSettings;
import io.unroll.corpus.example.Fingerprint;
import io.unroll.corpus.example.IndexedExample;
import io.unroll.corpus.example.Reading;
import io.unroll.corpus.example.Split;
import io.unroll.corpus.example.SplitRule;
import java.io.Serializable;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * Assignment of every record of a corpus to its split, and of every kind of example to its first
 * occurrence.
 */
public final class ExampleSplits {
  private ExampleSplits() {}

  /**
   * A record in its split. Where shares divide the source, one that is no example has no group to
   * go by and counts with training.
   */
  public record Sorted(Split split, Reading reading) implements Serializable {}

  /** Key by which two examples count as the same. */
  private record Identity(String split, Fingerprint content) implements Serializable {}

  /** The record in the split that the settings or the shares give it. */
  public static JavaRDD<Sorted> sort(Corpus corpus, CorpusSettings settings) {
    SplitRule rule = new SplitRule(settings.shares());
    return corpus.parts().stream()
        .map(part -> sort(part, rule))
        .reduce(JavaRDD::union)
        .orElseThrow(() -> new IllegalArgumentException("a corpus has at least one part"));
  }

  private static JavaRDD<Sorted> sort(Corpus.Part part, SplitRule rule) {
    if (part.split().isPresent()) {
      Split given = part.split().get();
      return part.readings().map(reading -> new Sorted(given, reading));
    }
    return part.readings()
        .map(
            reading ->
                new Sorted(
                    reading instanceof Reading.Good good
                        ? rule.split(good.example().group())
                        : Split.TRAIN,
                    reading));
  }

  /** The examples among the records, in no particular order. */
  public static JavaRDD<IndexedExample> examples(JavaRDD<Sorted> records, CorpusSettings settings) {
    JavaRDD<IndexedExample> all =
        records
            .filter(record -> record.reading() instanceof Reading.Good)
            .map(record -> indexed(record.split(), (Reading.Good) record.reading()));
    return settings.dropDuplicates() ? distinct(all) : all;
  }

  private static IndexedExample indexed(Split split, Reading.Good good) {
    return new IndexedExample(good.index(), split, 0, good.example());
  }

  // Keyed by the split's name: the hash code of an enum constant differs between executors.
  private static JavaRDD<IndexedExample> distinct(JavaRDD<IndexedExample> all) {
    JavaPairRDD<Identity, IndexedExample> keyed =
        all.mapToPair(
            one ->
                new Tuple2<>(
                    new Identity(
                        one.split().name(),
                        Fingerprint.of(one.example().input(), one.example().target())),
                    one));
    return keyed.reduceByKey(ExampleSplits::first).values();
  }

  private static IndexedExample first(IndexedExample left, IndexedExample right) {
    IndexedExample first = left.index() < right.index() ? left : right;
    long duplicates = left.duplicates() + right.duplicates() + 1;
    return new IndexedExample(first.index(), first.split(), duplicates, first.example());
  }
}

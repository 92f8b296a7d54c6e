package io.unroll.shards;

import io.unroll.config.CorpusSettings;
import io.unroll.config.InvalidInput;
import io.unroll.config.OnBadRecord;
import io.unroll.config.OnMalformed;
import io.unroll.corpus.example.DropReason;
import io.unroll.corpus.example.Reading;
import io.unroll.corpus.example.Split;
import io.unroll.corpus.files.ExampleSplits;
import io.unroll.corpus.files.PlaceText;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * Records of a source that cannot be examples.
 *
 * @param byReason how many, by split and reason
 * @param first the first few in reading order, in words
 */
record BadRecords(Map<Split, Map<DropReason, Long>> byReason, List<String> first) {
  private static final int SHOWN = 5;

  /** One of them. */
  private record Bad(long index, Split split, Reading.Bad record) implements Serializable {}

  private static final class ByIndex implements Comparator<Bad>, Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public int compare(Bad left, Bad right) {
      return Long.compare(left.index, right.index);
    }
  }

  private static final class ByPlace implements Comparator<Outcome.Dropped>, Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public int compare(Outcome.Dropped left, Outcome.Dropped right) {
      return Long.compare(left.index(), right.index());
    }
  }

  /** Returns the records that the source could not read. */
  static BadRecords of(
      JavaRDD<ExampleSplits.Sorted> records, CorpusSettings settings, Configuration hadoop) {
    JavaRDD<Bad> bad =
        records
            .filter(record -> record.reading() instanceof Reading.Bad)
            .map(
                record ->
                    new Bad(
                        record.reading().index(), record.split(), (Reading.Bad) record.reading()));
    Map<Split, Map<DropReason, Long>> counts =
        counts(bad.mapToPair(one -> name(one.split, one.record.reason())).countByKey());
    List<String> first = new ArrayList<>();
    if (!counts.isEmpty()) {
      JavaRDD<Bad> faults = bad.filter(one -> isFault(one.record.reason(), settings));
      for (Bad one : faults.takeOrdered(SHOWN, new ByIndex())) {
        first.add(PlaceText.of(one.record.place(), hadoop) + ": " + one.record.found());
      }
    }
    return new BadRecords(counts, first);
  }

  /** Examples that were read, but hold what the training split does not have. */
  static BadRecords unencodable(JavaRDD<Outcome> outcomes) {
    JavaRDD<Outcome.Dropped> bad =
        outcomes
            .filter(one -> one instanceof Outcome.Dropped dropped && dropped.reason().isBad())
            .map(one -> (Outcome.Dropped) one);
    Map<Split, Map<DropReason, Long>> counts =
        counts(bad.mapToPair(one -> name(one.split(), one.reason())).countByKey());
    List<String> first =
        counts.isEmpty()
            ? List.of()
            : bad.takeOrdered(SHOWN, new ByPlace()).stream()
                .map(one -> one.key() + ": " + one.found())
                .toList();
    return new BadRecords(counts, first);
  }

  /**
   * Lets them pass if the settings say so.
   *
   * @throws InvalidInput that shows the first few, if there are any and they must not be
   */
  void check(CorpusSettings settings) {
    Map<DropReason, Long> faults = new EnumMap<>(DropReason.class);
    byReason
        .values()
        .forEach(
            reasons ->
                reasons.entrySet().stream()
                    .filter(reason -> isFault(reason.getKey(), settings))
                    .forEach(
                        reason -> faults.merge(reason.getKey(), reason.getValue(), Long::sum)));
    if (faults.isEmpty()) {
      return;
    }
    long all = faults.values().stream().mapToLong(Long::longValue).sum();
    List<String> problems = new ArrayList<>(first);
    String records = all == 1 ? "record" : "records";
    String shown = all > SHOWN ? ", the first " + SHOWN + " are named above" : "";
    problems.add(
        "corpus: %s %s cannot be used%s; %s"
            .formatted(all, records, shown, advice(faults.keySet())));
    throw new InvalidInput(problems);
  }

  private static String advice(Set<DropReason> faults) {
    if (faults.contains(DropReason.UNREADABLE_FILE)) {
      return "mend what is named above: a file that cannot be read is never left out";
    }
    List<String> ways = new ArrayList<>();
    if (faults.contains(DropReason.MALFORMED_TEXT)) {
      ways.add("convert the file to UTF-8, or set corpus.onMalformed = replace or drop");
    }
    if (!Set.of(DropReason.MALFORMED_TEXT).containsAll(faults)) {
      ways.add("mend them, or set corpus.onBadRecord = drop to leave them out and count them");
    }
    return String.join("; ", ways);
  }

  private static boolean isFault(DropReason reason, CorpusSettings settings) {
    return switch (reason) {
      // What is lost with a file cannot be counted.
      case UNREADABLE_FILE -> true;
      case MALFORMED_TEXT -> settings.onMalformed() == OnMalformed.FAIL;
      default -> reason.isBad() && settings.onBadRecord() == OnBadRecord.FAIL;
    };
  }

  SplitCounts counts(Split split) {
    SplitCounts counts = SplitCounts.none();
    for (Map.Entry<DropReason, Long> reason : byReason.getOrDefault(split, Map.of()).entrySet()) {
      counts = counts.drop(reason.getKey(), reason.getValue());
    }
    return counts;
  }

  // Keyed by names: the hash code of an enum constant differs between executors.
  private static Tuple2<Tuple2<String, String>, Boolean> name(Split split, DropReason reason) {
    return new Tuple2<>(new Tuple2<>(split.name(), reason.name()), true);
  }

  private static Map<Split, Map<DropReason, Long>> counts(
      Map<Tuple2<String, String>, Long> byName) {
    Map<Split, Map<DropReason, Long>> counts = new EnumMap<>(Split.class);
    byName.forEach(
        (name, count) ->
            counts
                .computeIfAbsent(Split.valueOf(name._1()), split -> new EnumMap<>(DropReason.class))
                .put(DropReason.valueOf(name._2()), count));
    return counts;
  }
}

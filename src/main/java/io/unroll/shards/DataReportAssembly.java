package io.unroll.shards;

import io.unroll.corpus.example.Split;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Assembly of the data report from the written batches and the statistics of the draft. */
record DataReportAssembly(
    Manifest manifest, BatchCensus census, DraftStatistics statistics, int batchSize) {
  private static final int MOST_CHARACTERS = 500;

  DataReport report() {
    Map<String, DataReport.SplitData> splits = new LinkedHashMap<>();
    for (Split split : Split.values()) {
      splits.put(split.label(), split(split));
    }
    Map<String, DataReport.SideData> sides = new LinkedHashMap<>();
    statistics
        .sides()
        .forEach(
            (name, codec) ->
                sides.put(name, new SideReport(name, codec, census).of(unknown(name))));
    return new DataReport(
        DataReport.FORMAT_VERSION,
        manifest.settings().path("corpus").path("type").asText(),
        manifest.layout(),
        manifest.unit(),
        statistics.splitting(),
        splits,
        sides,
        statistics.repeats());
  }

  private Map<String, UnknownCount.Unknown> unknown(String side) {
    return statistics.unknown().getOrDefault(side, Map.of());
  }

  private DataReport.SplitData split(Split split) {
    Manifest.SplitSummary summary = manifest.split(split);
    BatchTally tally = census.split(split).tally();
    return new DataReport.SplitData(
        summary.read(),
        summary.kept(),
        summary.dropped(),
        statistics.firstDropped().getOrDefault(split, List.of()),
        summary.batches(),
        padding(tally),
        buckets(tally),
        tally.picks().stream().map(this::example).toList());
  }

  private DataReport.Padding padding(BatchTally tally) {
    LengthTally input = tally.lengths(false);
    LengthTally target = tally.lengths(true);
    long real = input.steps() + target.steps();
    double fixed = input.fixedWidthSteps() + target.fixedWidthSteps();
    double shuffled = input.shuffledSteps(batchSize) + target.shuffledSteps(batchSize);
    return new DataReport.Padding(
        real,
        waste(real, tally.paddedSteps()),
        waste(real, fixed),
        // Equal lengths leave only rounding to either side of nothing.
        Math.max(0, waste(real, shuffled)));
  }

  private static double waste(long real, double steps) {
    return steps == 0 ? 0 : 1 - real / steps;
  }

  private static List<DataReport.BucketData> buckets(BatchTally tally) {
    List<DataReport.BucketData> buckets = new ArrayList<>();
    tally
        .buckets()
        .forEach(
            (id, bucket) ->
                buckets.add(
                    new DataReport.BucketData(
                        id,
                        bucket.batches(),
                        bucket.input().sequences(),
                        waste(
                            bucket.input().steps() + bucket.target().steps(), bucket.paddedSteps()),
                        bucket.input().report(),
                        bucket.target().report())));
    return buckets;
  }

  private DataReport.ExampleText example(BatchTally.Pick pick) {
    Optional<SideCodec> tokens =
        Optional.ofNullable(statistics.sides().get(DraftStatistics.TOKENS));
    if (tokens.isPresent()) {
      String place =
          "lane group %s, lane %s, window %s".formatted(pick.bucket(), pick.row(), pick.position());
      return new DataReport.ExampleText(place, text(tokens.get(), pick.input()), "");
    }
    return new DataReport.ExampleText(
        cut(pick.key()),
        text(side(DraftStatistics.INPUT), pick.input()),
        text(side(DraftStatistics.TARGET), pick.target()));
  }

  private SideCodec side(String name) {
    return Optional.ofNullable(statistics.sides().get(name)).orElseThrow();
  }

  private static String text(SideCodec codec, EncodedSequence sequence) {
    return cut(codec.text(sequence));
  }

  private static String cut(String text) {
    return text.codePointCount(0, text.length()) <= MOST_CHARACTERS
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MOST_CHARACTERS)) + " …";
  }
}

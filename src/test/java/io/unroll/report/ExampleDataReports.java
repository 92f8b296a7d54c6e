package io.unroll.report;

import io.unroll.shards.DataReport;
import io.unroll.shards.DataReport.Coverage;
import io.unroll.shards.DataReport.Distinct;
import io.unroll.shards.DataReport.DroppedRecord;
import io.unroll.shards.DataReport.ExampleText;
import io.unroll.shards.DataReport.LengthCount;
import io.unroll.shards.DataReport.Lengths;
import io.unroll.shards.DataReport.NameCount;
import io.unroll.shards.DataReport.NumberData;
import io.unroll.shards.DataReport.Overlap;
import io.unroll.shards.DataReport.Padding;
import io.unroll.shards.DataReport.Repeats;
import io.unroll.shards.DataReport.SideData;
import io.unroll.shards.DataReport.SplitData;
import io.unroll.shards.DataReport.TokenData;
import io.unroll.shards.DataReport.UnknownData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Data reports: a sound one, one that leaks, one whose corpus attacks the page. */
final class ExampleDataReports {
  private ExampleDataReports() {}

  /** Nothing is wrong with it. */
  static DataReport sound() {
    return report("shares", 0, Map.of(), "123+4=");
  }

  /** An eighth of the test inputs is in train, and some records are dropped. */
  static DataReport leaking() {
    return report(
        "shares", 125, new TreeMap<>(Map.of("duplicate", 3L, "sourceTooLong", 1L)), "123+4=");
  }

  /** Hostile text in every place that takes text. */
  static DataReport hostile() {
    return report(
        "given", 999, Map.of("duplicate", 500L), String.join("|", ExampleReports.HOSTILE));
  }

  private static DataReport report(
      String splitting, long leaked, Map<String, Long> dropped, String text) {
    Map<String, SideData> sides = new LinkedHashMap<>();
    sides.put("input", tokens(text));
    sides.put("target", labels(text, 2));
    sides.put("labelled", labels(text, 60));
    sides.put("numbers", numbers());
    return new DataReport(
        1,
        "addition",
        "bucketed",
        "example",
        splitting,
        bySplit(split -> split(dropped, text)),
        sides,
        new Repeats(
            "example",
            bySplit(split -> new Distinct(1000, 990, 995)),
            List.of(
                new Overlap("valid", "train", 0, 0, 0, 0),
                new Overlap("test", "train", leaked, leaked / 1000.0, 10, leaked > 0 ? 0.01 : 0),
                new Overlap("test", "valid", 0, 0, 0, 0))));
  }

  private static <T> Map<String, T> bySplit(Function<String, T> value) {
    Map<String, T> splits = new LinkedHashMap<>();
    for (String split : List.of("train", "valid", "test")) {
      splits.put(split, value.apply(split));
    }
    return splits;
  }

  private static SplitData split(Map<String, Long> dropped, String text) {
    return new SplitData(
        1000,
        1000 - dropped.values().stream().mapToLong(Long::longValue).sum(),
        dropped,
        dropped.keySet().stream().map(why -> new DroppedRecord(why, text, text)).toList(),
        16,
        new Padding(9000, 0.031, 0.41, 0.224),
        List.of(new DataReport.BucketData(0, 16, 1000, 0.031, lengths(), lengths())),
        List.of(new ExampleText(text, text, text), new ExampleText("key", "", " x ")));
  }

  private static Lengths lengths() {
    List<LengthCount> histogram = new ArrayList<>();
    for (int length = 3; length <= 30; length++) {
      histogram.add(new LengthCount(length, 100 - 3L * Math.abs(length - 12)));
    }
    return new Lengths(3, 30, 12.5, histogram);
  }

  private static SideData tokens(String text) {
    return new SideData(
        "text",
        16,
        0,
        bySplit(split -> lengths()),
        bySplit(split -> new TokenData(9000, 3, 0.0003, 12, List.of(new Coverage(10, 0.9)))),
        bySplit(split -> new UnknownData(1, 0.01, List.of(new NameCount(text, 3, 0.0003)))),
        Map.of(),
        Map.of());
  }

  private static SideData labels(String text, int size) {
    return new SideData(
        "label",
        size,
        0,
        bySplit(split -> new Lengths(1, 1, 1, List.of(new LengthCount(1, 1000)))),
        Map.of(),
        Map.of(),
        bySplit(split -> List.of(new NameCount(text, 870, 0.87), new NameCount("spam", 130, 0.13))),
        Map.of());
  }

  private static SideData numbers() {
    return new SideData(
        "frames",
        12,
        12,
        bySplit(split -> lengths()),
        Map.of(),
        Map.of(),
        Map.of(),
        bySplit(split -> List.of(new NumberData(0, -1.5, 0.001, 1e9, 0.5))));
  }
}

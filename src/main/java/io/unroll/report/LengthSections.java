package io.unroll.report;

import io.unroll.report.DataTable.Column;
import io.unroll.shards.DataReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The parts of a data report about lengths: how long sequences are and what padding that costs. */
final class LengthSections {
  private LengthSections() {}

  static List<Section> of(DataReport report) {
    List<Chart> charts = new ArrayList<>();
    boolean lanes = report.layout().equals("lanes");
    if (!lanes) {
      report
          .sides()
          .forEach((name, side) -> HistogramChart.of(name, side.lengths()).ifPresent(charts::add));
    }
    DataTable lengths =
        DataTable.of(
            "",
            Column.text("side"),
            Column.text("split"),
            Column.number("sequences"),
            Column.number("shortest"),
            Column.number("mean"),
            Column.number("longest"));
    report.sides().forEach((name, side) -> add(lengths, name, side.lengths()));
    String note =
        lanes
            ? "A text is cut into windows: each row of a batch is one, and only the last of a lane"
                + " is shorter."
            : "In steps; a target of tokens counts its end-of-sequence.";
    return List.of(
        new Section("lengths", "Lengths", note, charts, List.of(lengths)), padding(report));
  }

  private static void add(DataTable table, String side, Map<String, DataReport.Lengths> lengths) {
    lengths.forEach(
        (split, one) ->
            table.add(
                side,
                split,
                Figures.count(
                    one.histogram().stream().mapToLong(DataReport.LengthCount::count).sum()),
                Figures.count(one.shortest()),
                Figures.threeDigits(one.mean()),
                Figures.count(one.longest())));
  }

  private static Section padding(DataReport report) {
    boolean lanes = report.layout().equals("lanes");
    List<Column> columns =
        new ArrayList<>(List.of(Column.text("split"), Column.number("as laid out")));
    if (!lanes) {
      columns.add(Column.number("shuffled batches"));
      columns.add(Column.number("fixed width"));
    }
    DataTable table = DataTable.of("", columns.toArray(Column[]::new));
    report.splits().forEach((name, split) -> add(table, name, split.padding()));
    List<DataTable> tables = new ArrayList<>(List.of(table));
    report.splits().forEach((name, split) -> tables.add(buckets(report, name, split)));
    return new Section(
        "padding",
        "Padding",
        lanes
            ? "Share of all input and target steps that hold nothing."
            : "Share of all input and target steps that hold nothing. Beside it what batches of the"
                + " same size would waste if they were filled without regard to length, and if"
                + " every row were padded to the longest of its split.",
        List.of(),
        tables);
  }

  private static void add(DataTable table, String split, DataReport.Padding padding) {
    List<Double> shares = List.of(padding.laidOut(), padding.shuffled(), padding.fixedWidth());
    List<String> cells = new ArrayList<>(List.of(split));
    shares.forEach(share -> cells.add(Figures.part(share)));
    table.add(cells);
    for (int column = 1; column < table.columns().size(); column++) {
      table.bar(column, shares.get(column - 1));
    }
  }

  private static DataTable buckets(DataReport report, String name, DataReport.SplitData split) {
    boolean lanes = report.layout().equals("lanes");
    String title = lanes ? "Lane groups of " : "Buckets of ";
    DataTable table =
        DataTable.of(
            title + name,
            Column.number(lanes ? "group" : "bucket"),
            Column.number("batches"),
            Column.number("rows"),
            Column.number("input steps"),
            Column.number("mean"),
            Column.number("target steps"),
            Column.number("mean"),
            Column.number("padding"));
    for (DataReport.BucketData bucket : split.buckets()) {
      table.add(
          Figures.count(bucket.bucket()),
          Figures.count(bucket.batches()),
          Figures.count(bucket.rows()),
          range(bucket.input()),
          Figures.threeDigits(bucket.input().mean()),
          range(bucket.target()),
          Figures.threeDigits(bucket.target().mean()),
          Figures.part(bucket.padding()));
    }
    return name.equals("train") ? table : table.fold();
  }

  private static String range(DataReport.Lengths lengths) {
    return lengths.shortest() == lengths.longest()
        ? Figures.count(lengths.longest())
        : Figures.count(lengths.shortest()) + "–" + Figures.count(lengths.longest());
  }
}

package io.unroll.report;

import io.unroll.report.DataTable.Column;
import io.unroll.shards.DataReport;
import java.util.ArrayList;
import java.util.List;

/** The parts of a data report that show single records: repeats, dropped ones, examples. */
final class RepeatSections {
  private RepeatSections() {}

  /** Returns the section of repetitions within splits and between them. */
  static Section of(DataReport report) {
    boolean lines = report.repeats().unit().equals("line");
    String note =
        lines
            ? "Lines that are not blank, compared as they stand in the files; of a line that two"
                + " splits share, each has its part."
            : "Kept examples, compared before they became numbers.";
    List<DataTable> tables = List.of(between(report, lines), within(report, lines));
    return new Section("overlap", "Overlap of splits", note, List.of(), tables);
  }

  private static DataTable between(DataReport report, boolean lines) {
    List<Column> columns = new ArrayList<>(List.of(Column.text("split"), Column.text("shares")));
    columns.add(Column.number(lines ? "lines" : "inputs"));
    columns.add(Column.number("of the split"));
    if (!lines) {
      columns.add(Column.number("and targets"));
      columns.add(Column.number("of the split"));
    }
    DataTable table = DataTable.of("", columns.toArray(Column[]::new));
    for (DataReport.Overlap one : report.repeats().between()) {
      table.add(
          List.of(
              one.split(),
              "with " + one.other(),
              Figures.count(one.inputs()),
              Figures.part(one.inputShare()),
              Figures.count(one.pairs()),
              Figures.part(one.pairShare())));
      table.bar(3, one.inputShare());
      if (!lines) {
        table.bar(5, one.pairShare());
      }
    }
    return table;
  }

  private static DataTable within(DataReport report, boolean lines) {
    DataTable table =
        lines
            ? DataTable.of(
                "Within a split",
                Column.text("split"),
                Column.number("lines"),
                Column.number("different lines"))
            : DataTable.of(
                "Within a split",
                Column.text("split"),
                Column.number("examples"),
                Column.number("different inputs"),
                Column.number("different pairs"));
    report
        .repeats()
        .within()
        .forEach(
            (split, one) ->
                table.add(
                    List.of(
                        split,
                        Figures.count(one.all()),
                        Figures.count(one.inputs()),
                        Figures.count(one.pairs()))));
    return table;
  }

  /** Returns the first few records that are in no batch. */
  static Section dropped(DataReport report) {
    DataTable table =
        DataTable.of(
            "",
            Column.text("split"),
            Column.text("reason"),
            Column.corpus("where"),
            Column.corpus("what was found"));
    report
        .splits()
        .forEach(
            (split, data) ->
                data.firstDropped()
                    .forEach(one -> table.add(split, one.reason(), one.where(), one.found())));
    return new Section(
        "dropped",
        "Dropped",
        "The first of each reason; the table at the top counts them all. Of duplicates the first of"
            + " the equal ones is shown.",
        List.of(),
        List.of(table));
  }

  /** Returns a few examples of each split. */
  static Section examples(DataReport report) {
    boolean targets = !report.layout().equals("lanes");
    List<DataTable> tables = new ArrayList<>();
    report
        .splits()
        .forEach(
            (split, data) -> {
              DataTable table =
                  targets
                      ? DataTable.of(
                          split,
                          Column.corpus("key"),
                          Column.corpus("input"),
                          Column.corpus("target"))
                      : DataTable.of(split, Column.text("place"), Column.corpus("text"));
              data.examples()
                  .forEach(one -> table.add(List.of(one.key(), one.input(), one.target())));
              tables.add(table);
            });
    return new Section(
        "examples",
        "Examples",
        "Chosen by a hash, read back from the batches: what is unknown to the vocabulary shows.",
        List.of(),
        tables);
  }
}

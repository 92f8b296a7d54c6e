package io.unroll.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The shards, split by split. */
record DataSection(List<Row> splits, List<Fact> facts, List<DataReportPage.Finding> findings) {

  /** Returns whether the shards have a data report. */
  boolean reported() {
    return !findings.isEmpty();
  }

  /** One split in words; {@code dropped} gives each reason with its count. */
  record Row(String name, String read, String kept, String dropped, String batches, String tokens) {
    static Row of(String name, SplitSummary split) {
      String dropped =
          split.dropped().entrySet().stream()
              .filter(reason -> reason.getValue() > 0)
              .map(reason -> Figures.count(reason.getValue()) + " " + reason.getKey())
              .collect(Collectors.joining(", "));
      return new Row(
          name,
          Figures.count(split.read()),
          Figures.count(split.kept()),
          dropped.isEmpty() ? "none" : dropped,
          Figures.count(split.batches()),
          Figures.count(split.tokens()));
    }
  }

  static DataSection of(DataSummary data) {
    List<Fact> facts = new ArrayList<>();
    data.vocabularySizes()
        .forEach((name, size) -> facts.add(new Fact(name + " vocabulary", Figures.count(size))));
    facts.add(new Fact("padding", Figures.share(data.paddingShare()) + " of steps"));
    return new DataSection(
        data.splits().entrySet().stream()
            .map(entry -> Row.of(entry.getKey(), entry.getValue()))
            .toList(),
        facts,
        data.findings().stream().map(DataReportPage.Finding::of).toList());
  }
}

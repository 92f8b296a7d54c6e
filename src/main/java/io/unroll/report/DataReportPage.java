package io.unroll.report;

import io.unroll.shards.DataReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Model of the template of data-report.html: the data in words, in the order of the page. */
record DataReportPage(
    String css,
    String title,
    HeadSection.Verdict verdict,
    String task,
    List<Finding> findings,
    DataTable splits,
    List<Section> sections) {

  /** A verdict on the page; the first one is the headline. */
  record Finding(String sign, String kind, String text) {
    static Finding of(DataVerdict verdict) {
      return new Finding(verdict.grade().sign(), verdict.grade().kind(), verdict.text());
    }
  }

  static DataReportPage of(DataReport report, String css) {
    List<DataVerdict> verdicts = DataVerdicts.of(report);
    DataVerdict.Grade worst = DataVerdict.worst(verdicts);
    return new DataReportPage(
        css,
        report.corpus(),
        new HeadSection.Verdict(worst.words(), worst.sign(), worst.kind()),
        task(report),
        verdicts.stream().map(Finding::of).toList(),
        splits(report),
        sections(report).stream().filter(Section::any).toList());
  }

  private static List<Section> sections(DataReport report) {
    List<Section> sections = new ArrayList<>();
    sections.add(RepeatSections.of(report));
    sections.addAll(LengthSections.of(report));
    sections.addAll(SideSections.of(report));
    sections.add(RepeatSections.dropped(report));
    sections.add(RepeatSections.examples(report));
    return sections;
  }

  private static String task(DataReport report) {
    long read = report.splits().values().stream().mapToLong(DataReport.SplitData::read).sum();
    long kept = report.splits().values().stream().mapToLong(DataReport.SplitData::kept).sum();
    String sides =
        report.sides().entrySet().stream()
            .map(side -> side(side.getKey(), side.getValue()))
            .collect(Collectors.joining("; "));
    return "%s %ss read, %s kept: %s. Layout %s, splits by %s."
        .formatted(
            Figures.count(read),
            report.unit(),
            Figures.count(kept),
            sides,
            report.layout(),
            report.splitting().equals("given") ? "the settings" : "shares");
  }

  private static String side(String name, DataReport.SideData side) {
    String what = name.equals("tokens") ? "" : name + " ";
    return "%s%s, %s %s".formatted(what, side.kind(), Figures.count(side.size()), unit(side));
  }

  private static String unit(DataReport.SideData side) {
    if (side.width() > 0) {
      return "numbers a step";
    }
    return side.kind().startsWith("label") ? "different" : "entries in the vocabulary";
  }

  private static DataTable splits(DataReport report) {
    DataTable table =
        DataTable.of(
            "",
            DataTable.Column.text("split"),
            DataTable.Column.number(report.unit() + "s read"),
            DataTable.Column.number("kept"),
            DataTable.Column.number("batches"),
            DataTable.Column.number("steps in and out"),
            DataTable.Column.number("padding"),
            new DataTable.Column("dropped", "reasons"));
    report
        .splits()
        .forEach(
            (name, split) ->
                table.add(
                    name,
                    Figures.count(split.read()),
                    Figures.count(split.kept()),
                    Figures.count(split.batches()),
                    Figures.count(split.padding().realSteps()),
                    Figures.part(split.padding().laidOut()),
                    dropped(split.dropped())));
    return table;
  }

  private static String dropped(Map<String, Long> reasons) {
    String dropped =
        reasons.entrySet().stream()
            .filter(reason -> reason.getValue() > 0)
            .map(reason -> Figures.count(reason.getValue()) + " " + reason.getKey())
            .collect(Collectors.joining(", "));
    return dropped.isEmpty() ? "none" : dropped;
  }
}

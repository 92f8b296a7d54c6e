package io.unroll.report;

import io.unroll.report.DataTable.Column;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The parts of a report about where the model is right and where it is wrong. */
final class AnalysisSections {
  private static final int MOST_LABELS_IN_A_MATRIX = 20;
  private static final int MOST_PAIRS = 30;
  private static final double PERCENT = 100;

  private AnalysisSections() {}

  static List<Section> of(Analysis analysis) {
    return List.of(
        new Section(
            "breakdown",
            "Where it is right",
            "The headline metric of parts of the test split.",
            List.of(),
            analysis.groups().stream()
                .filter(groups -> groups.figures().size() > 1)
                .map(AnalysisSections::groups)
                .toList()),
        new Section(
            "labels", "Labels", "", List.of(), List.of(labels(analysis), confusions(analysis))),
        calibration(analysis),
        leftOut(analysis));
  }

  private static Section leftOut(Analysis analysis) {
    DataTable table = DataTable.of("", Column.corpus("what"), Column.corpus("why"));
    analysis.leftOut().forEach((what, why) -> table.add(what, why));
    return new Section(
        "left-out",
        "What is left out",
        "Figures that could not be computed of this split.",
        List.of(),
        List.of(table));
  }

  private static DataTable groups(Analysis.Groups groups) {
    DataTable table =
        DataTable.of(
            "By " + groups.by(),
            Column.text(groups.by()),
            Column.number("count"),
            Column.number(groups.metric()));
    for (Analysis.Group group : groups.figures()) {
      table.add(group.name(), Figures.count(group.size()), Figures.figure(group.value()));
      if (groups.share()) {
        table.bar(2, group.value());
      }
    }
    return table;
  }

  private static DataTable labels(Analysis analysis) {
    DataTable table =
        DataTable.of(
            "",
            Column.corpus("label"),
            Column.number("in the test split"),
            Column.number("precision"),
            Column.number("recall"),
            Column.number("F1"),
            Column.corpus("most often taken for"));
    Map<String, Analysis.Confusion> worst = new HashMap<>();
    analysis.confusions().stream()
        .filter(one -> !one.reference().equals(one.predicted()))
        .sorted(Comparator.comparingLong(Analysis.Confusion::count))
        .forEach(one -> worst.put(one.reference(), one));
    List<Analysis.Label> byCount = new ArrayList<>(analysis.labels());
    byCount.sort(Comparator.comparingLong(Analysis.Label::count).reversed());
    for (Analysis.Label label : byCount) {
      Analysis.Confusion confusion = worst.get(label.name());
      table.add(
          label.name(),
          Figures.count(label.count()),
          Figures.figure(label.precision()),
          Figures.figure(label.recall()),
          Figures.figure(label.f1()),
          confusion == null
              ? "–"
              : confusion.predicted() + " (" + Figures.count(confusion.count()) + ")");
      table.bar(4, label.f1());
    }
    return byCount.size() > MOST_LABELS_IN_A_MATRIX ? table.fold() : table;
  }

  private static DataTable confusions(Analysis analysis) {
    return analysis.labels().size() > MOST_LABELS_IN_A_MATRIX
        ? pairs(analysis.confusions())
        : matrix(analysis.confusions());
  }

  private static DataTable matrix(List<Analysis.Confusion> confusions) {
    Map<String, Map<String, Long>> rows = new TreeMap<>();
    TreeMap<String, Long> columns = new TreeMap<>();
    for (Analysis.Confusion one : confusions) {
      rows.computeIfAbsent(one.reference(), name -> new HashMap<>())
          .put(one.predicted(), one.count());
      columns.merge(one.predicted(), one.count(), Long::sum);
    }
    List<Column> heads = new ArrayList<>(List.of(Column.corpus("right ↓ given →")));
    columns.keySet().forEach(name -> heads.add(Column.number(VisibleText.onOneLine(name))));
    DataTable table = DataTable.of("Confusion matrix", heads.toArray(Column[]::new));
    rows.forEach(
        (reference, given) -> {
          long all = given.values().stream().mapToLong(Long::longValue).sum();
          List<String> cells = new ArrayList<>(List.of(reference));
          columns.keySet().forEach(name -> cells.add(count(given.getOrDefault(name, 0L))));
          table.add(cells);
          int column = 1;
          for (String name : columns.keySet()) {
            long count = given.getOrDefault(name, 0L);
            if (count > 0) {
              table.bar(column, (double) count / all);
            }
            column++;
          }
        });
    return table;
  }

  private static String count(long count) {
    return count == 0 ? "·" : Figures.count(count);
  }

  private static DataTable pairs(List<Analysis.Confusion> confusions) {
    DataTable table =
        DataTable.of(
            "What is mistaken most often",
            Column.corpus("right"),
            Column.corpus("given"),
            Column.number("count"));
    confusions.stream()
        .filter(one -> !one.reference().equals(one.predicted()))
        .sorted(Comparator.comparingLong(Analysis.Confusion::count).reversed())
        .limit(MOST_PAIRS)
        .forEach(one -> table.add(one.reference(), one.predicted(), Figures.count(one.count())));
    return table;
  }

  private static Section calibration(Analysis analysis) {
    DataTable table =
        DataTable.of(
            "Confidence and accuracy",
            Column.text("confidence"),
            Column.number("answers"),
            Column.number("mean confidence"),
            Column.number("right"));
    List<Double> sure = new ArrayList<>();
    List<Double> right = new ArrayList<>();
    for (Analysis.Reliability bin : analysis.reliability()) {
      table.add(
          Figures.share(bin.from()) + " to " + Figures.share(bin.to()),
          Figures.count(bin.count()),
          Figures.share(bin.confidence()),
          Figures.share(bin.right()));
      table.bar(3, bin.right());
      sure.add(PERCENT * bin.confidence());
      right.add(PERCENT * bin.right());
    }
    List<Chart> charts = sure.size() < 2 ? List.of() : List.of(reliability(sure, right));
    return new Section(
        "calibration",
        "Calibration",
        "How often what the model was so sure of was right. Honest confidence lies on the line.",
        charts,
        List.of(table.fold()));
  }

  private static Chart reliability(List<Double> sure, List<Double> right) {
    List<Curve> curves =
        List.of(
            new Curve("measured", 0, sure, right),
            new Curve("honest", 1, List.of(0.0, PERCENT), List.of(0.0, PERCENT)));
    return Chart.of(
        "reliability",
        new Chart.Axes("confidence, %", "right, %"),
        "Share of right answers by confidence, in percent",
        curves,
        curves.stream().map(curve -> new Chart.Key(curve.label(), Swatch.of(curve))).toList());
  }
}

package io.unroll.report;

import io.unroll.report.DataTable.Column;
import io.unroll.shards.DataReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The parts of a data report about what the sequences hold: tokens, labels, features, numbers. */
final class SideSections {
  private SideSections() {}

  static List<Section> of(DataReport report) {
    List<DataTable> vocabulary = new ArrayList<>();
    List<DataTable> balance = new ArrayList<>();
    List<DataTable> numbers = new ArrayList<>();
    report
        .sides()
        .forEach(
            (name, side) -> {
              vocabulary.add(tokens(name, side));
              vocabulary.add(unknown(name, side));
              balance.add(counts(name, side));
              numbers.add(numbers(name, side));
            });
    return List.of(
        new Section(
            "vocabulary",
            "Vocabulary",
            "Learned from the training split. Tokens are counted without ends of sequence."
                + " Coverage is the share of a split's tokens that the commonest tokens of the"
                + " training split make up.",
            List.of(),
            vocabulary),
        new Section(
            "balance",
            "Labels and features",
            "In the order of the training split; labels as a share of all labels, features as a"
                + " share of the examples that have them.",
            List.of(),
            balance),
        new Section(
            "numbers",
            "Numbers",
            "The numbers of a step as they stand in the batches, scaled if the settings say so.",
            List.of(),
            numbers));
  }

  private static DataTable tokens(String name, DataReport.SideData side) {
    Set<Integer> tops = new TreeSet<>();
    side.tokens()
        .values()
        .forEach(split -> split.coverage().forEach(coverage -> tops.add(coverage.top())));
    List<Column> columns = new ArrayList<>();
    columns.add(Column.text("split"));
    columns.add(Column.number("tokens"));
    columns.add(Column.number("different"));
    columns.add(Column.number("unknown"));
    columns.add(Column.number("unknown, of tokens"));
    columns.add(Column.number("unknown, of different"));
    tops.forEach(top -> columns.add(Column.number("top " + Figures.count(top) + " cover")));
    DataTable table =
        DataTable.of(
            "%s: %s entries".formatted(name, Figures.count(side.size())),
            columns.toArray(Column[]::new));
    side.tokens().forEach((split, tokens) -> table.add(row(split, tokens, side, tops)));
    return table;
  }

  private static List<String> row(
      String split, DataReport.TokenData tokens, DataReport.SideData side, Set<Integer> tops) {
    List<String> cells = new ArrayList<>();
    cells.add(split);
    cells.add(Figures.count(tokens.total()));
    cells.add(Figures.count(tokens.types()));
    cells.add(Figures.count(tokens.unknown()));
    cells.add(Figures.part(tokens.unknownShare()));
    cells.add(unknownTypes(side.unknown().get(split), tokens));
    for (int top : tops) {
      cells.add(
          tokens.coverage().stream()
              .filter(one -> one.top() == top)
              .map(one -> Figures.part(one.share()))
              .findFirst()
              .orElse("–"));
    }
    return cells;
  }

  private static String unknownTypes(
      DataReport.@Nullable UnknownData unknown, DataReport.TokenData tokens) {
    if (unknown != null) {
      return Figures.part(unknown.typeShare());
    }
    return tokens.unknown() > 0 ? "–" : Figures.part(0);
  }

  private static DataTable unknown(String name, DataReport.SideData side) {
    DataTable table =
        DataTable.of(
            name + ": commonest unknown",
            Column.text("split"),
            Column.corpus("not in train's vocabulary"),
            Column.number("times"));
    side.unknown()
        .forEach(
            (split, unknown) ->
                unknown
                    .commonest()
                    .forEach(
                        one ->
                            table.add(
                                split,
                                VisibleText.ofToken(one.name()),
                                Figures.count(one.count()))));
    return table;
  }

  private static DataTable counts(String name, DataReport.SideData side) {
    List<Column> columns = new ArrayList<>(List.of(Column.corpus(side.kind())));
    side.counts().keySet().forEach(split -> columns.add(Column.number(split)));
    int rows = side.counts().values().stream().mapToInt(List::size).min().orElse(0);
    String which = rows < side.size() ? "the commonest %s of ".formatted(Figures.count(rows)) : "";
    DataTable table =
        DataTable.of(
            "%s: %s%s different".formatted(name, which, Figures.count(side.size())),
            columns.toArray(Column[]::new));
    List<List<DataReport.NameCount>> splits = List.copyOf(side.counts().values());
    for (int row = 0; row < rows; row++) {
      int at = row;
      List<String> cells = new ArrayList<>(List.of(splits.get(0).get(at).name()));
      splits.forEach(
          split ->
              cells.add(
                  Figures.count(split.get(at).count())
                      + ", "
                      + Figures.part(split.get(at).share())));
      table.add(cells);
      for (int split = 0; split < splits.size(); split++) {
        table.bar(split + 1, splits.get(split).get(at).share());
      }
    }
    return table;
  }

  private static DataTable numbers(String name, DataReport.SideData side) {
    int most = side.numbers().values().stream().mapToInt(List::size).max().orElse(0);
    String which = most < side.width() ? "the first %s of ".formatted(Figures.count(most)) : "";
    DataTable table =
        DataTable.of(
            "%s: %s%s numbers a step".formatted(name, which, Figures.count(side.width())),
            Column.number("number"),
            Column.text("split"),
            Column.number("least"),
            Column.number("mean"),
            Column.number("most"),
            Column.number("deviation"));
    for (int number = 0; number < most; number++) {
      for (Map.Entry<String, List<DataReport.NumberData>> split : side.numbers().entrySet()) {
        if (number < split.getValue().size()) {
          DataReport.NumberData one = split.getValue().get(number);
          table.add(
              Figures.count(number),
              split.getKey(),
              Figures.threeDigits(one.least()),
              Figures.threeDigits(one.mean()),
              Figures.threeDigits(one.most()),
              Figures.threeDigits(one.deviation()));
        }
      }
    }
    return most > 4 ? table.fold() : table;
  }
}

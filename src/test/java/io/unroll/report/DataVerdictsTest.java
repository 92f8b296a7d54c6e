package io.unroll.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.unroll.shards.DataReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataVerdictsTest {

  @Test
  void data_withoutFault_saysSo() {
    assertEquals(
        List.of(
            "✓ No valid or test input occurs in train.",
            "✓ Padding is 3.1% of the training steps; batches shuffled without regard to length"
                + " would waste 22.4%, a fixed width 41.0%.",
            "✓ No example was dropped.",
            "✓ Under 0.1% of the train input tokens are not in the vocabulary."),
        lines(ExampleDataReports.sound()).subList(0, 4));
  }

  @Test
  void data_thatLeaks_saysHowMuchAndWhatToDo() {
    List<String> lines = lines(ExampleDataReports.leaking());
    assertEquals(
        "✗ 12.5% of the test inputs (125 of 1,000) occur in train, 1.0% with the same target:"
            + " split by source (corpus.splitBy = source).",
        lines.get(0));
    assertEquals(
        "● 12 of 3,000 examples were dropped: 9 duplicate, 3 sourceTooLong.", lines.get(2));
  }

  @Test
  void label_thatRules_isNamed() {
    List<String> lines = lines(ExampleDataReports.leaking());
    assertEquals("● The label “123+4=” makes up 87.0% of train.", lines.get(lines.size() - 1));
  }

  @Test
  void splits_given_cannotBeAdvised() {
    assertEquals(
        "✗ 99.9% of the test inputs (999 of 1,000) occur in train, 1.0% with the same target:"
            + " the given splits overlap.",
        lines(ExampleDataReports.hostile()).get(0));
  }

  @Test
  void lines_ofHostileLabels_cannotSteerATerminal() {
    for (String line : lines(ExampleDataReports.hostile())) {
      assertFalse(line.codePoints().anyMatch(Character::isISOControl), line);
      assertThat(line).doesNotContain("\u202E");
    }
  }

  @Test
  void text_inLanes_comparesLinesAndForgivesItsFirstToken() {
    DataReport usual = ExampleDataReports.sound();
    Map<String, DataReport.SplitData> splits = new LinkedHashMap<>();
    usual
        .splits()
        .forEach(
            (name, split) ->
                splits.put(
                    name,
                    new DataReport.SplitData(
                        split.read(),
                        split.kept(),
                        Map.of("firstToken", 1L),
                        split.firstDropped(),
                        split.batches(),
                        split.padding(),
                        split.buckets(),
                        split.examples())));
    DataReport text =
        new DataReport(
            1,
            "text",
            "lanes",
            "token",
            "shares",
            splits,
            Map.of(),
            new DataReport.Repeats(
                "line",
                usual.repeats().within(),
                List.of(new DataReport.Overlap("test", "train", 125, 0.125, 0, 0))));
    assertEquals(
        List.of(
            "● 12.5% of the test lines (125 of 1,000) occur in train.",
            "✓ Padding is 3.1% of the training steps.",
            "✓ No token was dropped, the first of a text is input only."),
        lines(text));
  }

  private static List<String> lines(DataReport report) {
    return DataVerdicts.of(report).stream().map(DataVerdict::line).toList();
  }
}

package io.unroll.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TextFilesTest {

  @Test
  void files_ofARun_areFour() {
    assertEquals(
        Set.of("report.json", "report.html", "metrics.tsv", "samples.txt"),
        ReportFiles.render(ExampleReports.failed()).keySet());
  }

  @Test
  void table_usual_hasOneRowAFigure() {
    List<String> rows = MetricsTable.render(ExampleReports.addition()).lines().toList();
    assertEquals("kind\tname\tvalue\thigherIsBetter\tsignature", rows.get(0));
    assertThat(rows.get(1)).startsWith("metric\texactMatch\t0.9872\ttrue\tsplit:test|");
    assertEquals("baseline\tmost frequent answer\t0.0012\t\t", rows.get(5));
    assertEquals(7, rows.size());
  }

  @Test
  void table_hostile_keepsItsColumns() {
    List<String> rows = MetricsTable.render(ExampleReports.hostile()).lines().toList();
    assertEquals(3, rows.size());
    rows.forEach(row -> assertEquals(5, row.split("\t", -1).length, row));
  }

  @Test
  void samples_usual_areParagraphs() {
    String text = SamplesText.render(ExampleReports.addition().samples());
    assertThat(text)
        .contains(
            """
            [3] wrong, worst test/31
              input       608+794=
              reference   1402
              prediction  1302
            """);
  }

  @Test
  void samples_ofManyLines_areIndented() {
    String text = SamplesText.render(ExampleReports.languageModel().samples());
    assertThat(text).startsWith("[1] generated prompt/1\n");
    assertThat(text).contains("\n              What shall I say");
  }

  @Test
  void samples_hostile_holdNoControl() {
    String text = SamplesText.render(ExampleReports.hostile().samples());
    assertTrue(text.codePoints().noneMatch(c -> c != '\n' && Character.isISOControl(c)));
  }
}

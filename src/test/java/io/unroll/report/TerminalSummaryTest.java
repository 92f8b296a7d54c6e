package io.unroll.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jline.utils.WCWidth;
import org.junit.jupiter.api.Test;

class TerminalSummaryTest {
  private static final Sample RIGHT = new Sample("r", "1+1=", Optional.of("2"), "2", true);
  private static final Sample WRONG = new Sample("w", "1+2=", Optional.of("3"), "4", false);

  @Test
  void summary_usual_showsMetricsSpeedAndSamples() {
    String text = TerminalSummary.render(ExampleReports.addition());
    assertThat(text)
        .contains("  exactMatch     0.9872  (0.9824 to 0.9916)   better than copy 0.0000");
    assertThat(text).contains("29,040 tokens/s with 2 workers");
    assertThat(text).contains("wrong      608+794=  →  1302   expected 1402");
  }

  @Test
  void summary_ofAnyReport_staysUnderAHundredColumnsAndSteersNothing() {
    for (RunReport report :
        List.of(
            ExampleReports.addition(),
            ExampleReports.languageModel(),
            ExampleReports.hostile(),
            ExampleReports.failed())) {
      String text = TerminalSummary.render(report);
      text.lines().forEach(line -> assertTrue(width(line) < 100, line));
      assertTrue(text.codePoints().noneMatch(c -> c != '\n' && Character.isISOControl(c)));
    }
  }

  @Test
  void summary_ofAReportThatLacksFigures_saysWhatAndWhy() {
    String text = TerminalSummary.render(ExampleReports.hostile());
    List<String> lines = text.lines().toList();
    int at = lines.indexOf("  left out: baseline 5-gram");
    assertThat(lines.get(at + 1)).as(text).startsWith("    SparkException: too large");
  }

  @Test
  void samples_rightAndWrong_showBoth() {
    List<Sample> right = Collections.nCopies(9, RIGHT);
    assertEquals(List.of(RIGHT, RIGHT, WRONG), shown(right, List.of(WRONG, WRONG)));
    assertEquals(List.of(RIGHT, WRONG, WRONG), shown(List.of(WRONG, WRONG, WRONG), List.of(RIGHT)));
  }

  @Test
  void samples_ofOneKind_showThree() {
    assertEquals(3, shown(Collections.nCopies(9, RIGHT), List.of()).size());
    assertEquals(3, shown(Collections.nCopies(9, WRONG), List.of()).size());
    assertEquals(1, shown(List.of(WRONG), List.of()).size());
    assertEquals(0, shown(List.of(), List.of()).size());
  }

  private static List<Sample> shown(List<Sample> some, List<Sample> others) {
    return TerminalSummary.samples(Stream.concat(some.stream(), others.stream()).toList());
  }

  private static int width(String line) {
    return line.codePoints().map(WCWidth::wcwidth).sum();
  }
}

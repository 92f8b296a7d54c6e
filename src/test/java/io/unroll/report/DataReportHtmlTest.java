package io.unroll.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DataReportHtmlTest {
  private static final Pattern LOADS =
      Pattern.compile(
          "(?i)\\b(src|href|srcset|action|poster)\\s*=\\s*\"|@import|url\\((?!#)|<script");

  @Test
  void page_leaking_startsWithTheVerdict() {
    String html = DataReportFiles.html(ExampleDataReports.leaking());
    int headline = html.indexOf("id=\"headline\"");
    int leak = html.indexOf("12.5% of the test inputs (125 of 1,000) occur in train");
    int firstTable = html.indexOf("<table");
    assertTrue(0 < headline && headline < leak && leak < firstTable);
    for (String text :
        List.of(
            "✗</span> needs attention",
            "3 duplicate, 1 sourceTooLong",
            "top 10 cover",
            "width:87%",
            "aria-label=\"Lengths of input sequences by split, from 3 to 30 steps\"",
            "Buckets of train")) {
      assertThat(html).as(text).contains(text);
    }
  }

  @Test
  void page_sound_saysSo() {
    String html = DataReportFiles.html(ExampleDataReports.sound());
    assertThat(html).contains("No valid or test input occurs in train.");
    assertThat(html).doesNotContain("needs attention");
    assertThat(html).doesNotContain("id=\"dropped\"");
  }

  @Test
  void tables_thatShowAPart_sayOfHowMuch() {
    String html = DataReportFiles.html(ExampleDataReports.sound());
    assertThat(html).contains("numbers: the first 1 of 12 numbers a step");
    assertThat(html).contains("target: 2 different");
    assertThat(html).contains("labelled: the commonest 2 of 60 different");
  }

  @Test
  void page_ofAnyReport_loadsNothing() {
    String html = DataReportFiles.html(ExampleDataReports.leaking());
    assertEquals(List.of(), LOADS.matcher(html).results().map(MatchResult::group).toList());
    assertThat(html.replace("http://www.w3.org/2000/svg", "")).doesNotContain("://");
  }

  @Test
  void page_hostile_hasNoElementOfTheCorpus() {
    String html = DataReportFiles.html(ExampleDataReports.hostile());
    assertThat(html).doesNotContain("<script");
    assertThat(html).doesNotContain("<img");
    assertEquals(html.indexOf("</style>"), html.lastIndexOf("</style>"));
    assertThat(html).contains("&lt;script&gt;alert(1)&lt;");
    assertThat(html).contains("{{name}}{{{css}}}");
    assertTrue(
        html.codePoints()
            .allMatch(
                c -> c == '\n' || !(Character.isISOControl(c) || (c >= 0xD800 && c < 0xE000))));
    assertThat(html).doesNotContain("\u202E");
  }

  @Test
  void identifiers_onOnePage_areUnique() {
    Matcher ids =
        Pattern.compile("\\bid=\"([^\"]+)\"")
            .matcher(DataReportFiles.html(ExampleDataReports.leaking()));
    List<String> found = ids.results().map(match -> match.group(1)).toList();
    assertEquals(found.size(), found.stream().distinct().count(), found.toString());
  }

  @Test
  void page_renderedTwice_isTheSame() {
    assertEquals(
        DataReportFiles.html(ExampleDataReports.leaking()),
        DataReportFiles.html(ExampleDataReports.leaking()));
  }
}

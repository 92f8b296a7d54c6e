package io.unroll.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class ReportHtmlTest {
  private static final Pattern DRAWING = Pattern.compile("<svg xmlns.*?</svg>", Pattern.DOTALL);
  private static final Pattern LOADS =
      Pattern.compile(
          "(?i)\\b(src|href|srcset|action|data|poster)\\s*=\\s*\"|@import|url\\((?!#)|<script");

  @Test
  void page_usual_saysWhatWasRunAndWhatCameOut() {
    String html = ReportHtml.render(ExampleReports.addition());
    for (String text :
        List.of(
            "<h1 dir=\"auto\">addition</h1>",
            "id=\"headline\">0.9872<",
            "better than most frequent answer <b>0.0012</b>",
            "29,040 tokens/s",
            "./unroll run conf/addition.conf --out runs/addition",
            "1<mark>3</mark>02",
            "95% interval 0.9824 to 0.9916",
            "title=\"3 ← 8: 0.750\"",
            "By steps of the input",
            "No valid or test input occurs in train.",
            "model.hidden &#x3D; 256")) {
      assertThat(html).as(text).contains(text);
    }
  }

  @Test
  void page_ofAnyReport_loadsNothing() {
    for (RunReport report :
        List.of(
            ExampleReports.addition(), ExampleReports.languageModel(), ExampleReports.failed())) {
      String html = ReportHtml.render(report);
      assertEquals(List.of(), LOADS.matcher(html).results().map(MatchResult::group).toList());
      assertThat(html.replace("http://www.w3.org/2000/svg", "")).doesNotContain("://");
    }
  }

  @Test
  void page_hostile_hasNoElementOfTheCorpus() {
    String html = ReportHtml.render(ExampleReports.hostile());
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
  void drawings_ofAllCharts_areWellFormed() throws Exception {
    String html = ReportHtml.render(ExampleReports.addition());
    List<Element> drawings = drawings(html);
    assertEquals(20, drawings.size());
    for (Element svg : drawings) {
      assertEquals("img", svg.getAttribute("role"));
      assertFalse(svg.getAttribute("aria-label").isEmpty());
      assertThat(svg.getAttribute("viewBox")).startsWith("0 0 ");
      assertFalse(svg.hasAttribute("width"));
    }
    assertFalse(html.contains("rgb(1,0,0)") || html.contains("rgb(101,0,0)"));
    assertThat(html).contains("var(--series-1)");
  }

  @Test
  void identifiers_onOnePage_areUnique() {
    Matcher ids =
        Pattern.compile("\\bid=\"([^\"]+)\"").matcher(ReportHtml.render(ExampleReports.addition()));
    List<String> found = ids.results().map(match -> match.group(1)).toList();
    assertEquals(found.size(), found.stream().distinct().count(), found.toString());
  }

  @Test
  void page_renderedTwice_isTheSame() {
    assertEquals(
        ReportHtml.render(ExampleReports.addition()), ReportHtml.render(ExampleReports.addition()));
  }

  @Test
  void curve_ofOneEpoch_isDrawn() throws Exception {
    RunReport usual = ExampleReports.addition();
    RunReport report = with(usual, Optional.of(ExampleReports.training(1, 1)), usual.samples());
    assertEquals(14, drawings(ReportHtml.render(report)).size());
  }

  @Test
  void curve_ofNoEpoch_isExplained() {
    RunReport usual = ExampleReports.addition();
    TrainingSummary none = ExampleReports.training(0, 1);
    String html = ReportHtml.render(with(usual, Optional.of(none), usual.samples()));
    assertThat(html).contains("no epoch was finished");
  }

  @Test
  void samples_tooMany_areCutOnThePageOnly() {
    RunReport usual = ExampleReports.addition();
    Sample huge = new Sample("k", "x".repeat(1_000_000), Optional.of("y"), "z", false);
    List<Sample> many = new ArrayList<>(Collections.nCopies(150, huge));
    RunReport report = with(usual, usual.training(), many);
    String html = ReportHtml.render(report);
    assertTrue(html.length() < 1_000_000, "length " + html.length());
    assertThat(html).contains("998,000 more characters in samples.txt");
    assertThat(html).contains("50 more samples are in samples.txt");
  }

  private static RunReport with(
      RunReport usual, Optional<TrainingSummary> training, List<Sample> samples) {
    return new RunReport(
        usual.name(),
        usual.status(),
        usual.task(),
        usual.metrics(),
        usual.baselines(),
        usual.analysis(),
        training,
        samples,
        usual.data(),
        usual.provenance());
  }

  private static List<Element> drawings(String html) throws Exception {
    List<Element> drawings = new ArrayList<>();
    for (Matcher found = DRAWING.matcher(html); found.find(); ) {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      InputSource source = new InputSource(new StringReader(found.group()));
      drawings.add(factory.newDocumentBuilder().parse(source).getDocumentElement());
    }
    return drawings;
  }
}

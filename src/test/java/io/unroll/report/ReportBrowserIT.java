package io.unroll.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.unroll.shards.DataReport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportBrowserIT {
  private static final Pattern MEASURED = Pattern.compile("MEASURED ([A-Za-z0-9+/=]+) END");

  /** A window has a least width, a frame has not: the report is measured inside a frame. */
  private static final String FRAME =
      """
      <!DOCTYPE html><meta charset="utf-8"><body style="margin:0"><iframe id="frame"
        style="border:0;height:900px;width:%dpx"></iframe><p id="out"></p>
      <script>
        const frame = document.getElementById('frame');
        frame.onload = () => {
          const page = frame.contentDocument;
          const box = page.getElementById('headline')?.getBoundingClientRect();
          const root = page.documentElement;
          const measured = {
            width: frame.contentWindow.innerWidth,
            scrollWidth: root.scrollWidth,
            headlineBottom: box ? box.bottom : -1,
            headlineHeight: box ? box.height : -1,
            headlineText: box ? page.getElementById('headline').textContent : '',
            drawings: [...page.querySelectorAll('.drawing')]
              .filter(drawing => drawing.getBoundingClientRect().height > 100).length,
            scripts: page.scripts.length + page.images.length,
          };
          document.getElementById('out').textContent =
            'MEASURED ' + btoa(unescape(encodeURIComponent(JSON.stringify(measured)))) + ' END';
        };
        frame.srcdoc = new TextDecoder().decode(
          Uint8Array.from(atob('%s'), c => c.charCodeAt(0)));
      </script>
      """;

  private static final Map<String, Supplier<byte[]>> PAGES =
      Map.of(
          "addition", () -> page(ExampleReports.addition()),
          "languageModel", () -> page(ExampleReports.languageModel()),
          "hostile", () -> page(ExampleReports.hostile()),
          "data", () -> page(ExampleDataReports.leaking()),
          "hostileData", () -> page(ExampleDataReports.hostile()));

  private static Optional<Browser> browser = Optional.empty();

  @TempDir private Path folder;

  @BeforeAll
  static void findBrowser() {
    browser = Browser.find();
    String reason =
        "ReportBrowserIT skipped: no chromium, chromium-browser or google-chrome on PATH";
    if (browser.isEmpty()) {
      System.out.println(reason);
    }
    assumeTrue(browser.isPresent(), reason);
  }

  @ParameterizedTest
  @CsvSource({
    "addition, 1280, 10",
    "addition, 390, 10",
    "languageModel, 1280, 9",
    "languageModel, 390, 9",
    "hostile, 1280, 0",
    "hostile, 390, 0",
    "data, 1280, 2",
    "data, 390, 2",
    "hostileData, 1280, 2",
    "hostileData, 390, 2"
  })
  void page_atAnyWidth_fitsAndShowsItsHeadline(String name, int width, int drawings)
      throws Exception {
    byte[] html = PAGES.get(name).get();
    JsonNode measured = measure(html, width);
    assertEquals(width, measured.get("width").asInt());
    assertTrue(measured.get("scrollWidth").asInt() <= width, measured.toString());
    assertTrue(measured.get("headlineHeight").asDouble() > 30, measured.toString());
    assertFalse(measured.get("headlineText").asText().isEmpty());
    if (!name.startsWith("hostile")) {
      assertTrue(measured.get("headlineBottom").asDouble() < 600, measured.toString());
    }
    assertEquals(drawings, measured.get("drawings").asInt(), measured.toString());
    assertEquals(0, measured.get("scripts").asInt());
  }

  @ParameterizedTest
  @CsvSource({"addition", "languageModel", "hostile", "data", "hostileData"})
  void page_openedFromDisk_logsNothing(String name) throws Exception {
    Path page = folder.resolve("report.html");
    Files.write(page, PAGES.get(name).get());
    Browser.Visit visit = browser.orElseThrow().open(page, 1280, folder);
    assertThat(visit.dom()).contains("id=\"headline\"");
    assertThat(visit.log()).doesNotContain("CONSOLE");
  }

  private static byte[] page(RunReport report) {
    return ReportFiles.render(report).get("report.html");
  }

  private static byte[] page(DataReport report) {
    return DataReportFiles.render(report).get(DataReportFiles.PAGE);
  }

  private JsonNode measure(byte[] html, int width) throws Exception {
    Path page = folder.resolve("frame.html");
    String content = FRAME.formatted(width, Base64.getEncoder().encodeToString(html));
    Files.writeString(page, content);
    Browser.Visit visit = browser.orElseThrow().open(page, 1400, folder);
    Matcher found = MEASURED.matcher(visit.dom());
    assertTrue(found.find(), visit.log());
    assertThat(visit.log()).doesNotContain("CONSOLE");
    byte[] json = Base64.getDecoder().decode(found.group(1));
    return new ObjectMapper().readTree(new String(json, StandardCharsets.UTF_8));
  }
}

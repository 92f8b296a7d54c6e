package io.unroll.report;

import io.unroll.shards.DataReport;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The page that shows a data report; the caller decides where it is written. */
public final class DataReportFiles {
  /** The name of the page in a shards folder. */
  public static final String PAGE = "data-report.html";

  private static final PageTemplate TEMPLATE = PageTemplate.of("data-report.html.mustache");

  private DataReportFiles() {}

  /** UTF-8 content by file name; equal reports give equal bytes on the same machine. */
  public static Map<String, byte[]> render(DataReport report) {
    return Map.of(PAGE, html(report).getBytes(StandardCharsets.UTF_8));
  }

  static String html(DataReport report) {
    return TEMPLATE.render(DataReportPage.of(report, PageTemplate.css()));
  }
}

package io.unroll.report;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The files of a run's report folder; the caller decides where they are written. */
public final class ReportFiles {
  private ReportFiles() {}

  /** UTF-8 content by file name; equal reports give equal bytes on the same machine. */
  public static Map<String, byte[]> render(RunReport report) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    put(files, "report.json", ReportJson.render(report));
    put(files, "report.html", ReportHtml.render(report));
    put(files, "metrics.tsv", MetricsTable.render(report));
    put(files, "samples.txt", SamplesText.render(report.samples()));
    return files;
  }

  private static void put(Map<String, byte[]> files, String name, String content) {
    files.put(name, content.getBytes(StandardCharsets.UTF_8));
  }
}

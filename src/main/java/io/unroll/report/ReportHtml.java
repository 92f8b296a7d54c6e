package io.unroll.report;

/** report.html: what a run came to, on one page. */
final class ReportHtml {
  private static final PageTemplate TEMPLATE = PageTemplate.of("report.html.mustache");

  private ReportHtml() {}

  static String render(RunReport report) {
    return TEMPLATE.render(ReportPage.of(report, PageTemplate.css()));
  }
}

package io.unroll.report;

import java.util.List;

/** What the template of report.html reads: a run in words, in the order of the page. */
record ReportPage(
    String css,
    HeadSection head,
    List<TrainingSection> training,
    List<MetricRow> metrics,
    SamplesSection samples,
    DataSection data,
    ProvenanceSection provenance) {

  boolean measured() {
    return !metrics.isEmpty();
  }

  static ReportPage of(RunReport report, String css) {
    return new ReportPage(
        css,
        HeadSection.of(report),
        report.training().map(TrainingSection::of).stream().toList(),
        MetricRow.of(report),
        SamplesSection.of(report.samples()),
        DataSection.of(report.data()),
        ProvenanceSection.of(report));
  }
}

package io.unroll.report;

import java.util.List;
import java.util.stream.Stream;

/** Model of the template of report.html: a run in words, in the order of the page. */
record ReportPage(
    String css,
    HeadSection head,
    List<TrainingSection> training,
    List<MetricRow> metrics,
    List<Section> analysis,
    SamplesSection samples,
    List<Section> rounds,
    DataSection data,
    ProvenanceSection provenance) {

  boolean measured() {
    return !metrics.isEmpty();
  }

  private static List<Section> shown(List<Section> sections) {
    return sections.stream().filter(Section::any).toList();
  }

  static ReportPage of(RunReport report, String css) {
    return new ReportPage(
        css,
        HeadSection.of(report),
        report.training().map(TrainingSection::of).stream().toList(),
        MetricRow.of(report),
        shown(
            Stream.concat(
                    GateSection.of(report.gates()).stream(),
                    AnalysisSections.of(report.analysis()).stream())
                .toList()),
        SamplesSection.of(report.samples()),
        shown(
            report.training().stream()
                .flatMap(
                    training ->
                        Stream.concat(
                            LayerSections.of(training).stream(),
                            RoundSections.of(training).stream()))
                .toList()),
        DataSection.of(report.data()),
        ProvenanceSection.of(report));
  }
}

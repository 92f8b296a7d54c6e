package io.unroll.report;

import io.unroll.report.DataTable.Column;
import java.util.List;
import java.util.Optional;

/** The part of a report about a promotion: its conditions, and which of them hold. */
final class GateSection {
  private GateSection() {}

  static Optional<Section> of(List<RunReport.Condition> gates) {
    if (gates.isEmpty()) {
      return Optional.empty();
    }
    DataTable table =
        DataTable.of("", Column.text(""), Column.text("gate"), Column.text("found and asked"));
    gates.forEach(gate -> table.add(gate.passed() ? "✓" : "✗", gate.name(), gate.text()));
    return Optional.of(
        new Section(
            "gates",
            "Gates",
            "What a newly trained model must hold to take the champion's place.",
            List.of(),
            List.of(table)));
  }
}

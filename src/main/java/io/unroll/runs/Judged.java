package io.unroll.runs;

import io.unroll.report.RunReport;
import java.util.List;
import java.util.Map;

/**
 * Verdict on a run's model, for its report.
 *
 * @param status in one word or two
 * @param champion the champion's figure of the headline metric on the same split, by its name
 */
public record Judged(String status, Map<String, Double> champion, List<RunReport.Condition> gates) {
  /** A run that was not to be promoted. */
  static final Judged NOT = new Judged("done", Map.of(), List.of());
}

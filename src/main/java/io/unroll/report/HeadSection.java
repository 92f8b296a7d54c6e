package io.unroll.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The first screen: what was run, how it ended, and the figure it is judged by. */
record HeadSection(
    String title, Verdict verdict, String task, List<MetricRow> headline, List<Fact> facts) {
  private static final Set<String> GOOD =
      Set.of("done", "ok", "passed", "promoted", "succeeded", "success", "finished", "completed");
  private static final Set<String> BAD =
      Set.of("failed", "error", "diverged", "rejected", "aborted", "killed");

  /** The status with a sign that does not need colour; {@code kind} is its class on the page. */
  record Verdict(String status, String sign, String kind) {
    static Verdict of(String status) {
      String word = status.toLowerCase(Locale.ROOT);
      if (GOOD.contains(word)) {
        return new Verdict(status, "✓", "good");
      }
      return BAD.contains(word)
          ? new Verdict(status, "✗", "bad")
          : new Verdict(status, "●", "neutral");
    }
  }

  static HeadSection of(RunReport report) {
    List<Fact> facts = new ArrayList<>();
    Provenance provenance = report.provenance();
    Duration lasted = Duration.between(provenance.started(), provenance.finished());
    report.training().ifPresent(training -> addTraining(facts, training));
    facts.add(new Fact("whole run", Figures.duration(lasted.toMillis() / 1000.0)));
    facts.add(new Fact("finished", Figures.time(provenance.finished())));
    return new HeadSection(
        report.name(),
        Verdict.of(report.status()),
        report.task(),
        MetricRow.of(report).stream().limit(1).toList(),
        facts);
  }

  private static String speed(TrainingSummary training) {
    return Figures.rate(training.tokensPerSecond()) + " " + training.unit() + "s/s";
  }

  private static void addTraining(List<Fact> facts, TrainingSummary training) {
    facts.add(new Fact("training speed", speed(training)));
    facts.add(new Fact("training time", Figures.duration(training.seconds())));
    facts.add(new Fact(training.unit() + "s trained on", Figures.count(training.tokens())));
    facts.add(new Fact("workers", Figures.count(training.workers())));
  }
}

package io.unroll.runs;

import io.unroll.config.Settings;
import io.unroll.config.StoppingSettings;
import io.unroll.config.TrainingSettings;
import io.unroll.corpus.example.Split;
import io.unroll.report.DataReportFiles;
import io.unroll.report.DataVerdicts;
import io.unroll.shards.DataReport;
import io.unroll.shards.Manifest;
import io.unroll.shards.Prepared;
import io.unroll.training.TrainingOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;

/** Lines that the stages of a run print. */
final class RunText {
  private RunText() {}

  /** Returns what became of the corpus. */
  static List<String> lines(Prepared prepared, long nanos) {
    Manifest manifest = prepared.manifest();
    List<String> lines = new ArrayList<>();
    for (Split split : Split.values()) {
      lines.add("  " + line(split, manifest));
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "  %s in %.1f s, content hash %.12s",
            prepared.reused() ? "reused" : "written",
            nanos / 1e9,
            manifest.contentHash()));
    prepared.report().ifPresent(report -> lines.addAll(lines(prepared, report)));
    return lines;
  }

  private static List<String> lines(Prepared prepared, DataReport report) {
    Path page = new Path(prepared.path(), DataReportFiles.PAGE);
    List<String> lines = new ArrayList<>(List.of("  data report: " + page.toUri().getPath()));
    DataVerdicts.of(report).forEach(verdict -> lines.add("    " + verdict.line()));
    return lines;
  }

  private static String line(Split split, Manifest manifest) {
    Manifest.SplitSummary summary = manifest.split(split);
    StringBuilder line =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%-5s  %,d %ss in %,d batches",
                split.label(),
                summary.kept(),
                manifest.unit(),
                summary.batches()));
    summary
        .dropped()
        .forEach(
            (reason, count) ->
                line.append(String.format(Locale.ROOT, ", %,d dropped (%s)", count, reason)));
    return line.toString();
  }

  /** Returns how the training is divided among workers and threads. */
  static List<String> lines(Settings settings, JavaSparkContext spark) {
    TrainingSettings training = settings.training();
    int threads = settings.backend().threads();
    int busy = training.workers() * threads;
    int cores = spark.defaultParallelism();
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "training on %s: %s x %s, averaging every %d batches",
            spark.master(),
            Counted.of(training.workers(), "worker"),
            Counted.of(threads, "thread"),
            training.averaging().every()));
    if (busy < cores) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  %d of %d cores have nothing to do: raise training.workers or backend.threads",
              cores - busy,
              cores));
    }
    return lines;
  }

  /** Returns why a training ended and which parameters are kept. */
  static String end(Settings settings, TrainingOutcome outcome) {
    StoppingSettings stopping = settings.training().stopping();
    int last = outcome.epochs().size();
    String kept =
        switch (stopping.keep()) {
          case BEST -> "epoch " + outcome.bestEpoch();
          case LAST -> "epoch " + last;
          case AVERAGE ->
              "the mean of the last " + Math.min(last, stopping.averageLast()) + " epochs";
        };
    return "  stopped because %s; kept %s".formatted(outcome.stoppedBecause(), kept);
  }
}

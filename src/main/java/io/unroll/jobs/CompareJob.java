package io.unroll.jobs;

import io.unroll.config.InvalidInput;
import io.unroll.config.Settings;
import io.unroll.corpus.storage.HadoopSettings;
import io.unroll.evaluation.Evaluation;
import io.unroll.evaluation.Headline;
import io.unroll.evaluation.measure.Bootstrap;
import io.unroll.retraining.Retrained;
import io.unroll.runs.RunFolder;
import io.unroll.runs.SplitCounts;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code compare}: two evaluated runs to which is better, and how sure that is. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = {
      "Tells whether a run is better than another, with a significance test.",
      "Compares the headline metric on the same test split by a paired bootstrap (Koehn 2004)."
    },
    footer = {"", "Example:", "  unroll compare runs/translation runs/translation-attention"})
public final class CompareJob implements Callable<Integer> {
  private static final double CONFIDENCE = 0.95;
  private static final double SIGNIFICANT = 0.05;

  @Parameters(index = "0", paramLabel = "OUT", description = "The folder of an evaluated run")
  String first = "";

  @Parameters(index = "1", paramLabel = "OTHER", description = "Another on the same test split")
  String second = "";

  @Option(
      names = "--resamples",
      paramLabel = "N",
      description = "Times the test split is resampled. Default: 10000")
  int resamples = 10_000;

  @Override
  public Integer call() throws IOException {
    if (resamples < 1) {
      throw new InvalidInput("--resamples must be at least 1, got " + resamples);
    }
    RunFolder one = Retrained.open(first, HadoopSettings.current());
    RunFolder other = Retrained.open(second, HadoopSettings.current());
    SplitCounts ours = SplitCounts.read(one);
    SplitCounts theirs = SplitCounts.read(other);
    Comparability comparability = new Comparability(first, ours, second, theirs);
    if (!comparability.problems().isEmpty()) {
      throw new InvalidInput(comparability.problems());
    }
    comparability.doubts().forEach(doubt -> System.out.println("warning: " + doubt));
    Settings settings = one.settings();
    Bootstrap draw = new Bootstrap(resamples, CONFIDENCE, settings.seed());
    System.out.printf(Locale.ROOT, "%s on %,d of the test split%n", ours.metric(), ours.examples());
    int width = Math.max(first.length(), second.length());
    String row = "  %-" + width + "s  %.4f%n";
    System.out.printf(Locale.ROOT, row, first, ours.value());
    System.out.printf(Locale.ROOT, row, second, theirs.value());
    System.out.println(verdict(ours, theirs, draw));
    return 0;
  }

  private String verdict(SplitCounts ours, SplitCounts theirs, Bootstrap draw) {
    try {
      return Evaluation.compare(ours.headline(), ours.counts(), theirs.counts(), draw)
          .map(comparison -> inWords(ours.headline(), comparison))
          .orElse("  the metric is not defined on every part of the split: nothing can be said");
    } catch (IllegalArgumentException e) {
      throw new InvalidInput(String.valueOf(e.getMessage()));
    }
  }

  private String inWords(Headline headline, Bootstrap.Comparison comparison) {
    Bootstrap.Interval difference = comparison.difference();
    boolean secondIsBetter = difference.value() > 0 == headline.higherIsBetter();
    String better = secondIsBetter ? second : first;
    String verdict = comparison.pValue() <= SIGNIFICANT ? better + " is better" : "it may be luck";
    return String.format(
        Locale.ROOT,
        "  difference %+.4f, 95%% interval %+.4f to %+.4f, p = %.4f: %s",
        difference.value(),
        difference.low(),
        difference.high(),
        comparison.pValue(),
        verdict);
  }
}

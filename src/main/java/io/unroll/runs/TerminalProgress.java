package io.unroll.runs;

import io.unroll.training.EpochSummary;
import io.unroll.training.RoundSummary;
import io.unroll.training.TrainingProgress;
import java.io.PrintStream;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A bar per epoch on a terminal, a line per epoch everywhere. */
final class TerminalProgress implements TrainingProgress {
  private static final Logger LOG = LoggerFactory.getLogger(TerminalProgress.class);

  private final PrintStream out;
  private final String unit;
  private final boolean terminal = System.console() != null;
  private @Nullable ProgressBar bar;
  private int epochs;

  /**
   * @param unit what a step of a target is, such as token
   */
  TerminalProgress(PrintStream out, String unit) {
    this.out = out;
    this.unit = unit;
  }

  @Override
  public void epochStarted(int epoch, int epochs, int rounds) {
    this.epochs = epochs;
    if (terminal) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("  epoch " + epoch + "/" + epochs)
              .setInitialMax(rounds)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(500)
              .clearDisplayOnFinish()
              .build();
    }
  }

  @Override
  public void roundFinished(RoundSummary round) {
    if (bar != null) {
      bar.stepTo(round.round());
      bar.setExtraMessage(
          String.format(
              Locale.ROOT, " loss %.4f, %,.0f %ss/s", round.nats(), round.tokensPerSecond(), unit));
    }
    round
        .skipped()
        .forEach(
            step ->
                LOG.warn(
                    "epoch {}, round {}: worker {} skipped the batch at {}: its gradient is not"
                        + " finite",
                    step.epoch(),
                    step.round(),
                    step.worker(),
                    step.batch()));
  }

  @Override
  public void epochFinished(EpochSummary summary, boolean best) {
    if (bar != null) {
      bar.close();
      bar = null;
    }
    String skipped =
        summary.skippedSteps() == 0 ? "" : "  " + summary.skippedSteps() + " steps skipped";
    String mark = best ? "  best" : "";
    out.printf(
        Locale.ROOT,
        "  epoch %2d/%d  train %.4f  valid %.4f nats/%s%s  %,.0f %ss/s  %.1f s%s%s%n",
        summary.epoch(),
        epochs,
        summary.trainNats(),
        summary.validNats(),
        unit,
        measuredText(summary.valid().measured()),
        summary.tokens() / summary.seconds(),
        unit,
        summary.seconds(),
        skipped,
        mark);
  }

  private static String measuredText(EpochSummary.@Nullable Measured measured) {
    return measured == null
        ? ""
        : String.format(Locale.ROOT, "  %s %.4f", measured.name(), measured.value());
  }

  @Override
  public void resumed(int completedEpochs, int completedRounds) {
    out.println(
        "  resuming after epoch "
            + completedEpochs
            + (completedRounds == 0 ? "" : " and " + completedRounds + " rounds"));
  }
}

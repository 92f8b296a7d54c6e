package io.unroll.jobs;

import io.unroll.training.EpochSummary;
import io.unroll.training.TrainingProgress;
import java.io.PrintStream;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar per epoch on a terminal, a line per epoch everywhere. */
final class TerminalProgress implements TrainingProgress {
  private final PrintStream out;
  private final boolean terminal = System.console() != null;
  private @Nullable ProgressBar bar;
  private int epochs;

  TerminalProgress(PrintStream out) {
    this.out = out;
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
  public void roundFinished(int epoch, int round, double nats, double tokensPerSecond) {
    if (bar != null) {
      bar.stepTo(round);
      bar.setExtraMessage(
          String.format(Locale.ROOT, " loss %.4f, %,.0f tokens/s", nats, tokensPerSecond));
    }
  }

  @Override
  public void epochFinished(EpochSummary summary, boolean best) {
    if (bar != null) {
      bar.close();
      bar = null;
    }
    out.printf(
        Locale.ROOT,
        "  epoch %2d/%d  train %.4f  valid %.4f nats/token  %,.0f tokens/s  %.1f s%s%s%n",
        summary.epoch(),
        epochs,
        summary.trainNats(),
        summary.validNats(),
        summary.tokens() / summary.seconds(),
        summary.seconds(),
        summary.skippedSteps() == 0 ? "" : "  " + summary.skippedSteps() + " steps skipped",
        best ? "  best" : "");
  }

  @Override
  public void resumed(int completedEpochs) {
    out.println("  resuming after epoch " + completedEpochs);
  }
}

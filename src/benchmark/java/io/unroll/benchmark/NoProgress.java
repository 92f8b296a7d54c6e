package io.unroll.benchmark;

import io.unroll.training.EpochSummary;
import io.unroll.training.RoundSummary;
import io.unroll.training.TrainingProgress;

/** Says nothing. */
final class NoProgress implements TrainingProgress {
  @Override
  public void epochStarted(int epoch, int epochs, int rounds) {}

  @Override
  public void roundFinished(RoundSummary summary) {}

  @Override
  public void epochFinished(EpochSummary summary, boolean best) {}

  @Override
  public void resumed(int completedEpochs, int completedRounds) {}
}

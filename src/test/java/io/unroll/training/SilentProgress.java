package io.unroll.training;

/** Says nothing. */
class SilentProgress implements TrainingProgress {
  @Override
  public void epochStarted(int epoch, int epochs, int rounds) {}

  @Override
  public void roundFinished(RoundSummary summary) {}

  @Override
  public void epochFinished(EpochSummary summary, boolean best) {}

  @Override
  public void resumed(int completedEpochs, int completedRounds) {}
}

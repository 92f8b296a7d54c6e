package io.unroll.training;

/** Says nothing. */
final class SilentProgress implements TrainingProgress {
  @Override
  public void epochStarted(int epoch, int epochs, int rounds) {}

  @Override
  public void roundFinished(int epoch, int round, double nats, double tokensPerSecond) {}

  @Override
  public void epochFinished(EpochSummary summary, boolean best) {}

  @Override
  public void resumed(int completedEpochs) {}
}

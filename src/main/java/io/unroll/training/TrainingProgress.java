package io.unroll.training;

/** Told how training goes on; implementations draw bars or write log lines. */
public interface TrainingProgress {

  /**
   * @param rounds rounds of the epoch that begins
   */
  void epochStarted(int epoch, int epochs, int rounds);

  /**
   * @param nats mean loss of the round's tokens
   * @param tokensPerSecond over the round, everything included
   */
  void roundFinished(int epoch, int round, double nats, double tokensPerSecond);

  /** An epoch has been trained, validated and saved. */
  void epochFinished(EpochSummary summary, boolean best);

  /** Training goes on from a checkpoint instead of starting afresh. */
  void resumed(int completedEpochs);
}

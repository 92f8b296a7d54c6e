package io.unroll.training;

/** Told how training goes on; implementations draw bars, write logs or feed metrics. */
public interface TrainingProgress {

  /**
   * @param rounds rounds of the epoch that begins, or goes on after a resumption
   */
  void epochStarted(int epoch, int epochs, int rounds);

  void roundFinished(RoundSummary summary);

  /** An epoch has been trained, validated and saved. */
  void epochFinished(EpochSummary summary, boolean best);

  /**
   * Training goes on from a checkpoint instead of starting afresh.
   *
   * @param completedRounds of the epoch after the completed ones
   */
  void resumed(int completedEpochs, int completedRounds);
}

package io.unroll.training;

/** Told how training goes on; implementations draw bars, write logs or feed metrics. */
public interface TrainingProgress {

  /**
   * @param rounds rounds of the epoch that begins, or goes on after a resumption
   */
  default void epochStarted(int epoch, int epochs, int rounds) {}

  /** A round is done on all workers. */
  default void roundFinished(RoundSummary summary) {}

  /** An epoch has been trained, validated and saved. */
  default void epochFinished(EpochSummary summary, boolean best) {}

  /**
   * Training goes on from a checkpoint instead of starting afresh.
   *
   * @param completedRounds of the epoch after the completed ones
   */
  default void resumed(int completedEpochs, int completedRounds) {}
}

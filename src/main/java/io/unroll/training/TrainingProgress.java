package io.unroll.training;

/** Told how training goes on; implementations draw bars, write logs or feed metrics. */
public interface TrainingProgress {

  /**
   * @param rounds rounds of the epoch that begins, or goes on after a resumption
   */
  default void epochStarted(int epoch, int epochs, int rounds) {}

  /** Reports that a round is done on all workers. */
  default void roundFinished(RoundSummary summary) {}

  /** Reports that an epoch has been trained, validated and saved. */
  default void epochFinished(EpochSummary summary, boolean best) {}

  /**
   * Reports that training resumes from a checkpoint instead of starting over.
   *
   * @param completedRounds of the epoch after the completed ones
   */
  default void resumed(int completedEpochs, int completedRounds) {}
}

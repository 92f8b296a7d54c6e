package io.unroll.runs;

import io.unroll.training.EpochSummary;
import io.unroll.training.RoundSummary;
import io.unroll.training.TrainingProgress;
import java.util.List;

/** Progress that is passed on to several. */
record AllProgress(List<TrainingProgress> all) implements TrainingProgress {

  @Override
  public void epochStarted(int epoch, int epochs, int rounds) {
    all.forEach(one -> one.epochStarted(epoch, epochs, rounds));
  }

  @Override
  public void roundFinished(RoundSummary summary) {
    all.forEach(one -> one.roundFinished(summary));
  }

  @Override
  public void epochFinished(EpochSummary summary, boolean best) {
    all.forEach(one -> one.epochFinished(summary, best));
  }

  @Override
  public void resumed(int completedEpochs, int completedRounds) {
    all.forEach(one -> one.resumed(completedEpochs, completedRounds));
  }
}

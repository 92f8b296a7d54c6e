package io.unroll.benchmark;

import io.unroll.shards.SequenceBatch;
import java.util.List;

/** A network on its way through a text, epoch after epoch, in pieces of time. */
final class TextCourse {
  private final Trainee trainee;
  private final List<SequenceBatch> training;
  private final List<SequenceBatch> heldOut;
  private int steps;

  TextCourse(Trainee trainee, CharacterText text, ModelShape shape) {
    this.trainee = trainee;
    training = text.training(shape);
    heldOut = text.heldOut(shape);
  }

  /** Steps taken so far. */
  int steps() {
    return steps;
  }

  /** Goes on for this many seconds; returns how many it took to the end of the last step. */
  double train(double seconds) {
    long start = System.nanoTime();
    double elapsed = 0;
    while (elapsed < seconds) {
      double loss = trainee.step(training.get(steps++ % training.size()));
      if (!Double.isFinite(loss)) {
        throw new IllegalStateException("the loss must stay finite, got " + loss);
      }
      elapsed = (System.nanoTime() - start) / 1e9;
    }
    return elapsed;
  }

  /** Mean loss of the held-out part in nats per token. */
  double evaluate() {
    return heldOut.stream().mapToDouble(trainee::loss).average().orElseThrow();
  }
}

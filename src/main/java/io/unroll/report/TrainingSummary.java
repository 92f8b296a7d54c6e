package io.unroll.report;

import java.util.List;
import java.util.OptionalInt;

/**
 * Summary of the training.
 *
 * @param unit what a step of a target is: token, label, frame, example
 * @param tokensPerSecond target tokens trained on per second of training, all workers together
 * @param tokens target tokens trained on, every epoch counted
 * @param seconds wall-clock time of the training
 * @param rounds averaging rounds
 * @param skippedSteps steps left out because their gradient was not finite
 * @param course the rounds, where they were written down; neighbours may be taken together
 * @param stoppedBecause one phrase, such as {@code all epochs done}
 * @param bestEpoch the epoch whose parameters were kept, counted from 1; empty if none was chosen
 */
public record TrainingSummary(
    String unit,
    double tokensPerSecond,
    long tokens,
    double seconds,
    int workers,
    int rounds,
    long skippedSteps,
    List<Epoch> epochs,
    List<Round> course,
    String stoppedBecause,
    OptionalInt bestEpoch) {

  /** Copies epochs and rounds. */
  public TrainingSummary {
    course = List.copyOf(course);
    epochs = List.copyOf(epochs);
  }
}

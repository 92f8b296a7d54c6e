package io.unroll.report;

import java.util.Optional;

/**
 * One prediction and the correct answer.
 *
 * @param key the example's key in its split
 * @param input what the model read: a source sequence, or a prompt
 * @param reference the right answer; empty for free generation, where nothing is right or wrong
 * @param prediction what the model wrote
 * @param correct whether the prediction counts as right; without meaning when there is no reference
 * @param choice how it was chosen: random, worst, best; empty where there was no choice
 * @param alignment what the prediction attends to, of models with attention
 */
public record Sample(
    String key,
    String input,
    Optional<String> reference,
    String prediction,
    boolean correct,
    String choice,
    Optional<Alignment> alignment) {

  /** One of few, without attention. */
  public Sample(
      String key, String input, Optional<String> reference, String prediction, boolean correct) {
    this(key, input, reference, prediction, correct, "", Optional.empty());
  }

  /** Right by its reference. */
  public boolean right() {
    return reference.isPresent() && correct;
  }

  /** Wrong by its reference. */
  public boolean wrong() {
    return reference.isPresent() && !correct;
  }
}

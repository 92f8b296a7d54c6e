package io.unroll.network;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * A model type that writes tokens one after the other, each from those before it and from what an
 * encoder made of the input.
 */
public interface WritingBlueprint extends NetworkBlueprint {

  /** Graph input: what the decoder reads, ids [B, 1, T]. */
  String TARGET = "target";

  /**
   * Returns the decoder alone, for decoding step by step: its inputs are {@link #TARGET}, then
   * those of {@link #memory}; its layers have the names they have in {@link #configuration}.
   */
  ComputationGraphConfiguration decoderConfiguration();

  /** Names of what the decoder reads of the encoder, in the order of its inputs. */
  List<String> memory();

  /** Returns the name of the one of them that has the input's steps, and its mask. */
  Optional<String> attended();

  /** Turns what the decoder wrote (without end-of-sequence) into reading order. */
  int[] inReadingOrder(int[] written);

  @Override
  default TargetSteps targetSteps() {
    return TargetSteps.FREE;
  }
}

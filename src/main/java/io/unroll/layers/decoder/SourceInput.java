package io.unroll.layers.decoder;

import io.unroll.layers.attention.SequenceAttention.Score;
import io.unroll.layers.kernel.BlockOperations;
import io.unroll.layers.kernel.NativeMemory;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The encoder's states that a decoder layer is given, and what was made of them: in decoding the
 * same source need not be projected again at every step.
 */
final class SourceInput {
  private Optional<INDArray> states_BHS = Optional.empty();
  private Optional<INDArray> mask_BS = Optional.empty();
  private Optional<Encoded> last = Optional.empty();

  /** An encoded source and what it was made of. */
  private record Encoded(
      EncodedSource source, INDArray states, Optional<INDArray> mask, BlockOperations by) {
    boolean isOf(INDArray otherStates, Optional<INDArray> otherMask, BlockOperations operations) {
      return states == otherStates
          && mask.orElse(null) == otherMask.orElse(null)
          && by == operations;
    }
  }

  /** Sets the states [B, H, S], until the next {@link #clear}. */
  void setStates(INDArray states) {
    states_BHS = Optional.of(states);
  }

  /** Sets which steps are real, [B, S], until the next {@link #clear}. */
  void setMask(Optional<INDArray> mask) {
    mask_BS = mask;
  }

  /** Lets go of states and mask. */
  void clear() {
    states_BHS = Optional.empty();
    mask_BS = Optional.empty();
  }

  /** Lets go of what was made of earlier states. */
  void forget() {
    last = Optional.empty();
  }

  /**
   * Returns the states as attention reads them.
   *
   * @param training whether the states will be read in a backward pass, when others may have
   *     written to their array
   * @param goesOn whether this pass goes on where the last one ended, with the same parameters
   * @throws IllegalStateException if there are no states
   */
  EncodedSource encoded(
      Score score,
      Map<String, INDArray> parameters,
      BlockOperations operations,
      DataType type,
      boolean training,
      boolean goesOn) {
    INDArray states =
        states_BHS.orElseThrow(() -> new IllegalStateException("no encoder states were given"));
    EncodedSource source =
        last.filter(encoded -> goesOn && encoded.isOf(states, mask_BS, operations))
            .map(Encoded::source)
            .orElseGet(
                () ->
                    EncodedSource.of(
                        timeMajor(states, type, training), mask_BS, score, parameters, operations));
    last = Optional.of(new Encoded(source, states, mask_BS, operations));
    return source;
  }

  /**
   * Activations as our layers lay them out, [time, batch, size], dense.
   *
   * @param owned whether a copy is wanted in any case
   */
  static INDArray timeMajor(INDArray activations_BXT, DataType type, boolean owned) {
    INDArray block_TBX = activations_BXT.permute(2, 0, 1).castTo(type);
    return NativeMemory.isDense(block_TBX) && !owned ? block_TBX : block_TBX.dup('c');
  }
}

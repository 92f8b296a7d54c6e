package io.unroll.layers.recurrent;

import io.unroll.layers.backend.KernelUse;
import io.unroll.layers.backend.NativeKernels;
import io.unroll.layers.kernel.Padding;
import io.unroll.layers.kernel.PortableBlocks;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/** Choice of what computes each pass of a recurrent layer; it keeps both forms. */
final class RecurrenceChoice {
  private final RecurrentSettings settings;
  private final int features;
  private final int hidden;
  private @Nullable Recurrence nativeKernels;
  private @Nullable Recurrence portable;

  RecurrenceChoice(RecurrentSettings settings, long features, long hidden) {
    this.settings = settings;
    this.features = (int) features;
    this.hidden = (int) hidden;
  }

  /**
   * Returns the recurrence that computes the next pass.
   *
   * @param layer name in its network
   * @param stateCarriedIn whether the pass goes on from a state
   */
  Recurrence next(String layer, DataType type, Padding padding, boolean stateCarriedIn) {
    Optional<String> problem = problem(type, padding, stateCarriedIn);
    if (KernelUse.decide(layer, settings.kernels(), problem)) {
      if (nativeKernels == null) {
        nativeKernels = formed(new NativeRecurrence(settings.cell(), features, hidden));
      }
      return nativeKernels;
    }
    if (portable == null) {
      portable =
          formed(new PortableRecurrence(PortableCell.of(settings.cell(), new PortableBlocks())));
    }
    return portable;
  }

  private Optional<String> problem(DataType type, Padding padding, boolean stateCarriedIn) {
    Optional<String> problem = NativeKernels.problem(type);
    if (problem.isEmpty() && !padding.onlyTrailing()) {
      if (!settings.cell().canKeep()) {
        problem = Optional.of("padding before real steps, which a simple cell cannot skip");
      } else if (settings.cell().hasMemory() && stateCarriedIn) {
        problem = Optional.of("padding before real steps of a sequence that goes on from a state");
      }
    }
    return problem;
  }

  private Recurrence formed(Recurrence cell) {
    return switch (settings.form()) {
      case PLAIN -> cell;
      case MINIMAL_GATED -> new MinimalGatedRecurrence(cell);
      case THROUGH_OUTPUT -> new OutputRecurrence(cell);
    };
  }
}

package io.unroll.layers.kernel;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Which encoder steps are padding, applied to native blocks [B, T, S] of scores and weights.
 *
 * <p>An example without any real step gets weights of zero only, hence a context of zeros.
 */
public final class SourceMask {
  private final List<Step> padding = new ArrayList<>();
  private final List<Step> paddingOnly = new ArrayList<>();
  private final long sourceSteps;

  private record Step(long row, long step) {}

  /**
   * @param mask_BS 1 where a step is real, 0 where it is padding
   */
  public SourceMask(INDArray mask_BS) {
    INDArray floats =
        mask_BS.dataType() == DataType.FLOAT ? mask_BS : mask_BS.castTo(DataType.FLOAT);
    long rows = floats.size(0);
    sourceSteps = floats.size(1);
    long extent = 1 + (rows - 1) * floats.stride(0) + (sourceSteps - 1) * (long) floats.stride(1);
    FloatIndexer elements = NativeBuffer.elements(NativeMemory.address(floats), extent);
    for (long row = 0; row < rows; row++) {
      List<Step> padded = new ArrayList<>();
      for (long step = 0; step < sourceSteps; step++) {
        if (elements.get(row * floats.stride(0) + step * floats.stride(1)) == 0) {
          padded.add(new Step(row, step));
        }
      }
      (padded.size() == sourceSteps ? paddingOnly : padding).addAll(padded);
    }
  }

  /** Makes the scores of padding such that their softmax is zero. */
  public void hide(long scores_BTS, long batch, long steps) {
    put(padding, scores_BTS, batch, steps, Float.NEGATIVE_INFINITY);
    put(paddingOnly, scores_BTS, batch, steps, 0);
  }

  /** Takes the weights away from examples without any real step. */
  public void silence(long weights_BTS, long batch, long steps) {
    put(paddingOnly, weights_BTS, batch, steps, 0);
  }

  private void put(List<Step> places, long block_BTS, long batch, long steps, float value) {
    if (places.isEmpty()) {
      return;
    }
    FloatIndexer elements = NativeBuffer.elements(block_BTS, batch * steps * sourceSteps);
    for (Step place : places) {
      long first = place.row * steps * sourceSteps + place.step;
      for (long step = 0; step < steps; step++) {
        elements.put(first + step * sourceSteps, value);
      }
    }
  }
}

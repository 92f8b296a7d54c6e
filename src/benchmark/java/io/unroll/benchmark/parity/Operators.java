package io.unroll.benchmark.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import java.util.Map;
import java.util.Objects;

/**
 * PyTorch's operators over the parameters of one pass.
 *
 * <p>Legend: T = time, B = batch, N = T x B, X = size of a vector, E = embedding, H = hidden, V =
 * vocabulary. Sequences are time-major and padded at their ends.
 *
 * @param memory takes what the pass creates
 * @param leaves parameters by {@code layer_NAME}, each in the shape it has in Deeplearning4j
 * @param dropout share dropped; 0 outside of training
 */
record Operators(NDManager memory, Map<String, NDArray> leaves, float dropout) {
  private static final float EXCLUDED = 1e9f;

  NDArray leaf(String layer, String name) {
    return Objects.requireNonNull(leaves.get(layer + "_" + name), layer + " has no " + name);
  }

  NDArray ids(long[] values, long... shape) {
    return memory.create(values, new Shape(shape));
  }

  NDArray numbers(float[] values, long... shape) {
    return memory.create(values, new Shape(shape));
  }

  /** Vectors [T, B, E] of row-major ids [B, T]. */
  NDArray embed(String layer, int[] ids_BT, int rows) {
    long steps = ids_BT.length / rows;
    return rowsOf(leaf(layer, "W"), ids(TimeMajor.ids(ids_BT, rows), steps, rows));
  }

  /** Rows of a matrix, one for each place. */
  static NDArray rowsOf(NDArray matrix, NDArray places) {
    return places
        .getNDArrayInternal()
        .embedding(places, matrix, SparseFormat.DENSE)
        .singletonOrThrow();
  }

  /** Inverted dropout, every value on its own. */
  NDArray drop(NDArray x) {
    return dropout == 0 ? x : x.getNDArrayInternal().dropout(x, dropout, true).singletonOrThrow();
  }

  /** Each sequence from its last real step to its first. */
  NDArray reverse(NDArray x_TBX, int[] lengths) {
    long steps = x_TBX.getShape().get(0);
    NDArray places = ids(TimeMajor.reversed(lengths, (int) steps), steps, lengths.length);
    return rowsOf(flat(x_TBX), places);
  }

  /** Each sequence's last real step [B, X]; zeros for one without any. */
  NDArray last(NDArray x_TBX, int[] lengths) {
    NDArray some = numbers(TimeMajor.mask(lengths, 1), lengths.length, 1);
    return rowsOf(flat(x_TBX), ids(TimeMajor.last(lengths), lengths.length)).mul(some);
  }

  /** The largest of each number over the real steps, [B, X]. */
  NDArray largest(NDArray x_TBX, int[] lengths) {
    return x_TBX.add(exclusion_TB1(lengths, x_TBX.getShape().get(0))).max(new int[] {0});
  }

  /** Zero on real steps, far below everything on padding. */
  NDArray exclusion_TB1(int[] lengths, long steps) {
    NDArray mask = numbers(TimeMajor.mask(lengths, (int) steps), steps, lengths.length, 1);
    return mask.sub(1).mul(EXCLUDED);
  }

  static NDArray flat(NDArray x_TBX) {
    return x_TBX.reshape(-1, x_TBX.getShape().get(2));
  }

  /** Column blocks in another order. */
  static NDArray blocks(NDArray columns, int count, int... order) {
    NDList parts = columns.split((long) count, 1);
    NDList ordered = new NDList();
    for (int block : order) {
      ordered.add(parts.get(block));
    }
    return NDArrays.concat(ordered, 1);
  }

  /**
   * Summed cross-entropy of the real steps, in nats.
   *
   * @param x_NX what the output layer reads, before dropout
   * @param targets_N in the order of the steps
   * @param mask_N likewise
   */
  NDArray nats(NDArray x_NX, long[] targets_N, float[] mask_N) {
    NDArray scores_NV =
        drop(x_NX).matMul(leaf("output", "W")).add(leaf("output", "b").reshape(1, -1));
    return scores_NV
        .logSoftmax(1)
        .gather(ids(targets_N, targets_N.length, 1), 1)
        .mul(numbers(mask_N, mask_N.length, 1))
        .sum()
        .neg();
  }
}

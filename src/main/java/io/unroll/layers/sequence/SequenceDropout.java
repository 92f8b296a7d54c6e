package io.unroll.layers.sequence;

import io.unroll.layers.kernel.NativeMemory;
import java.nio.FloatBuffer;
import java.util.Objects;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Inverted dropout (Srivastava et al. 2014): every value is kept with probability p and divided by
 * it, or set to zero. Variational (Gal &amp; Ghahramani 2016), the same values of a sequence are
 * dropped at all time steps of a pass, for inputs [time, batch, size].
 *
 * <p>One pass over the values in the order of their memory; DL4J's own makes a mask array, fills
 * it, draws it and multiplies. The draws come from ND4J's generator of the calling thread.
 *
 * <p>DL4J asks for dropout in place where a layer is the last reader of an activation, though
 * others may need it for their backward pass; here the result is always an array of its own.
 */
public final class SequenceDropout implements IDropout {
  private static final long serialVersionUID = 1L;
  private static final int BLOCK = 2048;
  private static final int DRAWS_PER_LONG = 4;
  private static final int DRAW_BITS = 16;
  private static final long DRAW_MASK = (1 << DRAW_BITS) - 1;

  private double keep = 1;
  private boolean variational;
  private transient boolean @Nullable [] kept;

  /** For JSON. */
  public SequenceDropout() {}

  /**
   * @param keep probability of keeping a value, greater than 0, at most 1; it is rounded to a
   *     multiple of 2^-16
   */
  public SequenceDropout(double keep) {
    this(keep, false);
  }

  /**
   * @param keep as above
   * @param variational whether all time steps drop the same
   */
  public SequenceDropout(double keep, boolean variational) {
    if (!(keep > 0 && keep <= 1)) {
      throw new IllegalArgumentException(
          "the probability of keeping a value must be greater than 0 and at most 1, got " + keep);
    }
    this.keep = keep;
    this.variational = variational;
  }

  /** Returns the probability of keeping a value. */
  public double getKeep() {
    return keep;
  }

  /** For JSON. */
  public void setKeep(double keep) {
    this.keep = keep;
  }

  /** Returns whether all time steps drop the same. */
  public boolean isVariational() {
    return variational;
  }

  /** For JSON. */
  public void setVariational(boolean variational) {
    this.variational = variational;
  }

  @Override
  public INDArray applyDropout(
      INDArray input, INDArray output, int iteration, int epoch, LayerWorkspaceMgr workspaces) {
    long drawn = variational ? input.length() / input.size(0) : input.length();
    kept = draw(Math.toIntExact(drawn), Nd4j.getRandom().nextLong());
    return multiply(input, input == output ? sameShape(input, workspaces) : output);
  }

  private static INDArray sameShape(INDArray input, LayerWorkspaceMgr workspaces) {
    return workspaces.createUninitialized(ArrayType.INPUT, input.dataType(), input.shape(), 'c');
  }

  /** Scales the gradient in place: it is the caller's own. */
  @Override
  public INDArray backprop(INDArray gradient, INDArray result, int iteration, int epoch) {
    return multiply(gradient, result);
  }

  private boolean[] draw(int count, long seed) {
    boolean[] drawn = new boolean[count];
    long limit = Math.round(keep * (1 << DRAW_BITS));
    long state = seed;
    for (int i = 0; i < count; i += DRAWS_PER_LONG) {
      // SplitMix64 (Steele, Lea & Flood 2014).
      state += 0x9E3779B97F4A7C15L;
      long bits = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
      bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
      bits ^= bits >>> 31;
      int last = Math.min(i + DRAWS_PER_LONG, count);
      for (int j = i; j < last; j++) {
        drawn[j] = (bits & DRAW_MASK) < limit;
        bits >>>= DRAW_BITS;
      }
    }
    return drawn;
  }

  /** Single precision in 'c' order goes straight; other orders and types by way of a copy. */
  private INDArray multiply(INDArray from, INDArray to) {
    boolean[] mask = Objects.requireNonNull(kept, "no forward pass to differentiate");
    if (isDenseFloat(from) && isDenseFloat(to)) {
      multiplyDense(NativeMemory.floats(from), NativeMemory.floats(to), mask);
      return to;
    }
    INDArray copy = from.dup('c');
    if (isDenseFloat(copy)) {
      multiplyDense(NativeMemory.floats(copy), NativeMemory.floats(copy), mask);
    } else {
      multiplyAny(copy, mask);
    }
    return to.assign(copy);
  }

  private static boolean isDenseFloat(INDArray array) {
    return array.dataType() == DataType.FLOAT && NativeMemory.isDense(array);
  }

  private void multiplyAny(INDArray dense, boolean[] mask) {
    double scale = 1 / keep;
    DataBuffer values = dense.data();
    for (long i = 0; i < dense.length(); i++) {
      double value = values.getDouble(dense.offset() + i);
      values.put(dense.offset() + i, mask[(int) (i % mask.length)] ? value * scale : 0);
    }
  }

  private void multiplyDense(FloatBuffer from, FloatBuffer to, boolean[] mask) {
    float scale = (float) (1 / keep);
    float[] block = new float[BLOCK];
    for (int step = 0; step < from.limit(); step += mask.length) {
      for (int start = 0; start < mask.length; start += BLOCK) {
        int count = Math.min(BLOCK, mask.length - start);
        from.get(step + start, block, 0, count);
        for (int i = 0; i < count; i++) {
          block[i] = mask[start + i] ? block[i] * scale : 0;
        }
        to.put(step + start, block, 0, count);
      }
    }
  }

  @Override
  public void clear() {
    kept = null;
  }

  @Override
  public SequenceDropout clone() {
    return new SequenceDropout(keep, variational);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SequenceDropout dropout
        && dropout.keep == keep
        && dropout.variational == variational;
  }

  @Override
  public int hashCode() {
    return Double.hashCode(keep) + Boolean.hashCode(variational);
  }
}

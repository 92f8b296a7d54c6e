package io.unroll.layers.output;

import static io.unroll.layers.kernel.NativeMemory.at;

import io.unroll.layers.embedding.TokenIds;
import io.unroll.layers.kernel.Matrix;
import io.unroll.layers.kernel.NativeMemory;
import io.unroll.layers.kernel.SoftmaxRows;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;

/**
 * Softmax cross-entropy over integer targets in one pass: loss, hits and gradients, a block of rows
 * at a time, so that memory stays bounded for any vocabulary.
 *
 * <p>Legend: N = rows (steps x batch), H = input size, V = vocabulary, e = label smoothing (Szegedy
 * et al. 2016, section 7); z = x W + b, p = softmax(z).
 *
 * <pre>
 *   loss = -(1 - e) log p(target) - e/V sum over v of log p(v)
 *   dloss/dz = p - (1 - e) onehot(target) - e/V
 * </pre>
 *
 * <p>Weights stand as V rows of H: DL4J's [H, V] in 'f' order, or an embedding table in 'c' order.
 */
final class TokenLoss {
  /** Scores held at once, at most: 16 MB. */
  private static final int BLOCK_SCORES = 1 << 22;

  /** Below this, the logarithm is taken of the gap between two scores. */
  private static final float VANISHING = 1e-30f;

  private final int vocabulary;
  private final int width;
  private final double smoothing;
  private final int blockRows;
  private final SoftmaxRows rows;
  private final FloatPointer scores;
  private final FloatPointer ones;
  private final FloatPointer weightSum;
  private final FloatPointer scoreSums;

  /** Addresses of the dense float matrices that a pass reads and writes. */
  record Weights(long w_VH, long b_V) {}

  /**
   * Receivers of the gradients.
   *
   * @param dx_NH overwritten
   * @param dw_VH overwritten
   * @param db_V overwritten
   */
  record Gradients(long dx_NH, long dw_VH, long db_V) {}

  TokenLoss(int width, int vocabulary, double smoothing) {
    this(width, vocabulary, smoothing, BLOCK_SCORES);
  }

  /**
   * @param blockScores scores held at once, at most, but for one row
   */
  TokenLoss(int width, int vocabulary, double smoothing, int blockScores) {
    this.width = width;
    this.vocabulary = vocabulary;
    this.smoothing = smoothing;
    blockRows = Math.max(1, blockScores / vocabulary);
    rows = new SoftmaxRows(vocabulary);
    scores = new FloatPointer((long) blockRows * vocabulary);
    ones = new FloatPointer((long) Math.max(blockRows, vocabulary));
    for (long i = 0; i < ones.capacity(); i++) {
      ones.put(i, 1);
    }
    weightSum = new FloatPointer((long) width);
    scoreSums = new FloatPointer((long) blockRows);
  }

  /** Returns the loss and hits without gradients. */
  TokenTally score(long x_NH, int[] targets, Weights weights, TokenListener listener) {
    return pass(x_NH, targets, weights, null, listener);
  }

  /** Loss, hits and gradients. */
  TokenTally differentiate(long x_NH, int[] targets, Weights weights, Gradients gradients) {
    return pass(x_NH, targets, weights, gradients, TokenListener.NONE);
  }

  private TokenTally pass(
      long x_NH,
      int[] targets,
      Weights weights,
      @Nullable Gradients gradients,
      TokenListener listener) {
    if (smoothing > 0) {
      Matrix.of(weightSum.address(), 1, width)
          .product(
              Matrix.of(ones.address(), 1, vocabulary), Matrix.of(weights.w_VH, vocabulary, width));
    }
    TokenTally total = TokenTally.NONE;
    for (int from = 0; from < targets.length; from += blockRows) {
      Block block =
          new Block(from, Math.min(blockRows, targets.length - from), x_NH, targets, weights);
      block.project(scores.address());
      total = total.plus(block.tally(gradients != null, listener));
      if (gradients != null) {
        block.backward(gradients);
      }
    }
    return total;
  }

  /** Writes the probabilities of all rows, dense [N, V]. */
  void probabilities(long x_NH, int count, Weights weights, long p_NV) {
    for (int from = 0; from < count; from += blockRows) {
      int size = Math.min(blockRows, count - from);
      long block = at(p_NV, (long) from * vocabulary);
      new Block(from, size, x_NH, new int[0], weights).project(block);
      rows.softmax(block, size);
    }
  }

  /** Rows {@code from} to {@code from + size}. */
  private final class Block {
    private final int from;
    private final int size;
    private final int[] targets;
    private final Weights weights;
    private final Matrix x_BH;
    private final Matrix w_VH;
    private final Matrix z_BV;

    Block(int from, int size, long x_NH, int[] targets, Weights weights) {
      this.from = from;
      this.size = size;
      this.targets = targets;
      this.weights = weights;
      x_BH = Matrix.of(at(x_NH, (long) from * width), size, width);
      w_VH = Matrix.of(weights.w_VH, vocabulary, width);
      z_BV = Matrix.of(scores.address(), size, vocabulary);
    }

    void project(long to) {
      for (int row = 0; row < size; row++) {
        NativeMemory.copyFloats(at(to, (long) row * vocabulary), weights.b_V, vocabulary);
      }
      Matrix.of(to, size, vocabulary).addProduct(x_BH, w_VH.transpose());
    }

    /** Sums up loss and hits; leaves the gradient by the scores in their place if wanted. */
    TokenTally tally(boolean gradient, TokenListener listener) {
      FloatBuffer z = NativeMemory.floats(scores.address(), (long) size * vocabulary);
      float[] targetScores = targetScores(z);
      float[] sums = smoothing > 0 ? scoreSums() : new float[size];
      rows.softmax(scores.address(), size);
      double loss = 0;
      double nats = 0;
      long tokens = 0;
      long correct = 0;
      for (int row = 0; row < size; row++) {
        int target = targets[from + row];
        if (target != TokenIds.IGNORED) {
          int place = row * vocabulary + target;
          float p = z.get(place);
          double logP = p > VANISHING ? Math.log(p) : vanishingLogProbability(z, row, target);
          double logSum = targetScores[row] - logP;
          loss -=
              (1 - smoothing) * logP + smoothing / vocabulary * (sums[row] - vocabulary * logSum);
          nats -= logP;
          listener.counted(target, -logP);
          tokens++;
          if (isMost(z, row * vocabulary, target)) {
            correct++;
          }
        }
      }
      if (gradient) {
        turnIntoGradient(z);
      }
      return new TokenTally(loss, nats, tokens, correct);
    }

    private float[] targetScores(FloatBuffer z) {
      float[] chosen = new float[size];
      for (int row = 0; row < size; row++) {
        int target = targets[from + row];
        chosen[row] = target == TokenIds.IGNORED ? 0 : z.get(row * vocabulary + target);
      }
      return chosen;
    }

    /** Returns the sum of every row's scores: x (W 1) + b 1. */
    private float[] scoreSums() {
      Matrix.of(scoreSums.address(), size, 1)
          .product(x_BH, Matrix.of(weightSum.address(), width, 1));
      float[] sums = new float[size];
      NativeMemory.floats(scoreSums.address(), size).get(sums);
      FloatBuffer b = NativeMemory.floats(weights.b_V, vocabulary);
      double bias = 0;
      for (int v = 0; v < vocabulary; v++) {
        bias += b.get(v);
      }
      for (int row = 0; row < size; row++) {
        sums[row] += (float) bias;
      }
      return sums;
    }

    private boolean isMost(FloatBuffer p, int start, int target) {
      float own = p.get(start + target);
      if (own > 0.5f) {
        return true;
      }
      // Whatever is no number fails both comparisons: it is no hit.
      boolean most = true;
      for (int v = 0; v < vocabulary && most; v++) {
        float other = p.get(start + v);
        most = own > other || (own == other && v >= target);
      }
      return most;
    }

    /**
     * For a probability too small for its logarithm: that of the most probable token and the gap
     * between their scores, both recomputed in double precision.
     *
     * <p>One score that is not a number makes oneDNN's softmax put zeros next to it; then this is
     * no number either.
     */
    private double vanishingLogProbability(FloatBuffer p, int row, int target) {
      int start = row * vocabulary;
      int most = 0;
      for (int v = 0; v < vocabulary; v++) {
        if (Float.isNaN(p.get(start + v))) {
          return Double.NaN;
        }
        most = p.get(start + v) > p.get(start + most) ? v : most;
      }
      return Math.log(p.get(start + most)) + score(row, target) - score(row, most);
    }

    private double score(int row, int token) {
      FloatBuffer x = NativeMemory.floats(at(x_BH.address(), (long) row * width), width);
      FloatBuffer w = NativeMemory.floats(at(weights.w_VH, (long) token * width), width);
      double score = NativeMemory.floats(at(weights.b_V, token), 1).get(0);
      for (int i = 0; i < width; i++) {
        score += (double) x.get(i) * w.get(i);
      }
      return score;
    }

    private void turnIntoGradient(FloatBuffer z) {
      if (smoothing > 0) {
        rows.shift(scores.address(), size, (float) (-smoothing / vocabulary));
      }
      for (int row = 0; row < size; row++) {
        int target = targets[from + row];
        int start = row * vocabulary;
        if (target == TokenIds.IGNORED) {
          NativeMemory.zero(at(scores.address(), start), vocabulary);
        } else {
          z.put(start + target, (float) (z.get(start + target) - (1 - smoothing)));
        }
      }
    }

    void backward(Gradients gradients) {
      Matrix.of(at(gradients.dx_NH, (long) from * width), size, width).product(z_BV, w_VH);
      Matrix dw_VH = Matrix.of(gradients.dw_VH, vocabulary, width);
      Matrix db_1V = Matrix.of(gradients.db_V, 1, vocabulary);
      Matrix ones_1B = Matrix.of(ones.address(), 1, size);
      if (from == 0) {
        dw_VH.product(z_BV.transpose(), x_BH);
        db_1V.product(ones_1B, z_BV);
      } else {
        dw_VH.addProduct(z_BV.transpose(), x_BH);
        db_1V.addProduct(ones_1B, z_BV);
      }
    }
  }
}

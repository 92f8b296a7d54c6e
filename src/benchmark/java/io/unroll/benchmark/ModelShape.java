package io.unroll.benchmark;

import io.unroll.shards.SequenceBatch;
import io.unroll.tokens.Vocabulary;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Sizes of a network and of its batches.
 *
 * @param name as it stands in tables and after {@code --row}
 * @param pairs whether an encoder-decoder with general attention; otherwise a language model
 * @param cell as in {@code model.cell}
 * @param rows sequences of a batch
 * @param steps time steps, of the source and of the target
 */
record ModelShape(
    String name,
    boolean pairs,
    String cell,
    int rows,
    int steps,
    int layers,
    int embedding,
    int hidden,
    int vocabulary) {

  private static final int BACKWARD_AND_FORWARD = 3;
  private static final int FLOPS_OF_MULTIPLY_ADD = 2;

  /**
   * Returns whether Deeplearning4j as it comes is measured too: its users build no such
   * encoder-decoder.
   */
  boolean hasStock() {
    return !pairs && cell.equals("lstm");
  }

  /** Target tokens of a batch. */
  long tokens() {
    return (long) rows * steps;
  }

  /**
   * Floating point operations of the matrix products of one step, embedding lookups, element-wise
   * work and optimiser left out.
   *
   * <p>Legend: N = rows x steps, E = embedding, H = hidden, V = vocabulary, G = gates (LSTM 4, GRU
   * 3). Forward, a multiply-add counting 2:
   *
   * <pre>
   *   stack(I)   = 2 N G H (I + H) + (layers - 1) 2 N G H (H + H)
   *   output     = 2 N H V
   *   attention  = 2 N H H  +  2 N steps H  +  2 N steps H  +  2 N 2H H   (W_a, score, context, W_c)
   * </pre>
   *
   * Backward is twice forward: the gradient by the input and by the weights. The encoder-decoder is
   * counted with the encoder's state as the decoder's initial state; where the decoder reads it as
   * an input of every step, the additional 2 N G H H is not counted as useful work.
   */
  double flops() {
    double perToken = stack() + (double) hidden * vocabulary;
    if (pairs) {
      perToken += stack() + 3.0 * hidden * hidden + 2.0 * steps * hidden;
    }
    return BACKWARD_AND_FORWARD * FLOPS_OF_MULTIPLY_ADD * tokens() * perToken;
  }

  private double stack() {
    double gates = cell.equals("gru") ? 3 : 4;
    return gates * hidden * (embedding + hidden + (layers - 1) * 2.0 * hidden);
  }

  /** A batch of random ids without padding; a language model's targets are its next ids. */
  SequenceBatch randomBatch(long seed) {
    int[] ids = randomIds(new Random(seed));
    int[] targets = pairs ? randomIds(new Random(seed + 1)) : shifted(ids);
    int[] lengths = new int[rows];
    Arrays.fill(lengths, steps);
    return SequenceBatch.ofIds(
        0, 0, steps, ids, lengths, steps, targets, lengths.clone(), List.of());
  }

  private int[] randomIds(Random random) {
    return random.ints(rows * steps, Vocabulary.EOS + 1, vocabulary).toArray();
  }

  private static int[] shifted(int[] ids) {
    int[] next = Arrays.copyOfRange(ids, 1, ids.length + 1);
    next[ids.length - 1] = ids[0];
    return next;
  }
}

package io.unroll.layers.attention;

import io.unroll.layers.kernel.Matrix;
import io.unroll.layers.kernel.NativeBuffer;
import io.unroll.layers.kernel.NativeMemory;
import io.unroll.layers.kernel.NativeOperations;
import org.bytedeco.javacpp.indexer.FloatIndexer;

/**
 * The score {@code v . tanh(h_t W_q + m_s W_m)} of Bahdanau, Cho &amp; Bengio (2015, A.1.2).
 *
 * <p>Legend: A = attention size, otherwise as in {@link AttentionComputation}. The tanh of all
 * pairs of steps is [T, S, B, A]. It is worked through in blocks of some encoder steps of one
 * decoder step that fit a core's cache, and kept for the backward pass up to {@link #MOST_KEPT};
 * beyond, the backward pass computes each block again.
 */
final class NativeAdditiveScore implements NativeScore {
  /** 64 MB of floats. */
  private static final long MOST_KEPT = 16L << 20;

  private static final long BLOCK = 1L << 15;

  private final NativeOperations operations;
  private final long size;
  private final NativeBuffer query = new NativeBuffer();
  private final NativeBuffer memory = new NativeBuffer();
  private final NativeBuffer tanh = new NativeBuffer();
  private final NativeBuffer timeMajorScores = new NativeBuffer();
  private final NativeBuffer dQuery = new NativeBuffer();
  private final NativeBuffer dMemory = new NativeBuffer();
  private final NativeBuffer dSum = new NativeBuffer();
  private final NativeBuffer ones = new NativeBuffer();
  private boolean kept;

  /**
   * @param size A
   */
  NativeAdditiveScore(NativeOperations operations, long size) {
    this.operations = operations;
    this.size = size;
  }

  /** Some encoder steps of one decoder step, with the layout of a pass. */
  private final class Block {
    final AttentionPass pass;
    final long step;
    final long from;
    final long count;

    Block(AttentionPass pass, long step, long from) {
      this.pass = pass;
      this.step = step;
      this.from = from;
      this.count = Math.min(blockSteps(pass), pass.sourceSteps() - from);
    }

    /** Elements of one [B, A]. */
    long plane() {
      return pass.batch() * size;
    }

    long tanh_SBA() {
      long first = kept ? (step * pass.sourceSteps() + from) * plane() : 0;
      return at(tanh.address(), first);
    }

    Matrix tanhRows() {
      return Matrix.of(tanh_SBA(), count * pass.batch(), size);
    }

    Matrix scores() {
      long first = (step * pass.sourceSteps() + from) * pass.batch();
      return Matrix.of(at(timeMajorScores.address(), first), count * pass.batch(), 1);
    }

    void computeTanh() {
      operations.tanhOfSum(
          count,
          plane(),
          at(memory.address(), from * plane()),
          at(query.address(), step * plane()),
          tanh_SBA());
    }
  }

  private interface Work {
    void on(Block block);
  }

  private void forEachBlock(AttentionPass pass, Work work) {
    for (long step = 0; step < pass.steps(); step++) {
      for (long from = 0; from < pass.sourceSteps(); from += blockSteps(pass)) {
        work.on(new Block(pass, step, from));
      }
    }
  }

  private long blockSteps(AttentionPass pass) {
    return Math.max(1, Math.min(pass.sourceSteps(), BLOCK / (pass.batch() * size)));
  }

  @Override
  public void forward(AttentionPass pass, long scores_BTS, boolean training) {
    long plane = pass.batch() * size;
    long all = pass.steps() * pass.sourceSteps() * plane;
    kept = training && all <= MOST_KEPT;
    tanh.reserve(kept ? all : blockSteps(pass) * plane);
    pass.decoderRows(query.reserve(pass.steps() * plane), size)
        .product(pass.decoder(), pass.parameter(SequenceAttention.QUERY_WEIGHT));
    pass.encoderRows(memory.reserve(pass.sourceSteps() * plane), size)
        .product(pass.encoder(), pass.parameter(SequenceAttention.MEMORY_WEIGHT));
    Matrix v_A1 = pass.parameter(SequenceAttention.SCORE_VECTOR);
    long scores_TSB = timeMajorScores.reserve(pass.steps() * pass.sourceSteps() * pass.batch());
    forEachBlock(
        pass,
        block -> {
          block.computeTanh();
          block.scores().product(block.tanhRows(), v_A1);
        });
    operations.copy(shape_TSB(pass), strides_TSB(pass), scores_TSB, strides_BTS(pass), scores_BTS);
  }

  @Override
  public void backward(AttentionPass pass, long dScores_BTS, Gradients gradients) {
    long plane = pass.batch() * size;
    operations.copy(
        shape_TSB(pass),
        strides_BTS(pass),
        dScores_BTS,
        strides_TSB(pass),
        timeMajorScores.address());
    long dQuery_TBA = zeros(dQuery, pass.steps() * plane);
    long dMemory_SBA = zeros(dMemory, pass.sourceSteps() * plane);
    Matrix v_A1 = pass.parameter(SequenceAttention.SCORE_VECTOR);
    Matrix dv_A1 = gradients.parameter(SequenceAttention.SCORE_VECTOR);
    fill(NativeBuffer.elements(dv_A1.address(), size), 0);
    dSum.reserve(blockSteps(pass) * plane);
    ones.reserve(blockSteps(pass));
    fill(NativeBuffer.elements(ones.address(), blockSteps(pass)), 1);
    forEachBlock(
        pass,
        block -> {
          if (!kept) {
            block.computeTanh();
          }
          dv_A1.addProduct(block.tanhRows().transpose(), block.scores());
          sumGradient(block, v_A1, dQuery_TBA, dMemory_SBA);
        });
    projections(pass, gradients);
  }

  /** Gradient by what the tanh was taken of, added up over either side's steps. */
  private void sumGradient(Block block, Matrix v_A1, long dQuery_TBA, long dMemory_SBA) {
    long plane = block.plane();
    long dSum_SBA = dSum.address();
    Matrix.of(dSum_SBA, block.count * block.pass.batch(), size)
        .product(block.scores(), v_A1.transpose());
    operations.tanhGradient(block.count * plane, block.tanh_SBA(), dSum_SBA, dSum_SBA);
    operations.add(block.count, plane, dSum_SBA, at(dMemory_SBA, block.from * plane));
    Matrix.of(at(dQuery_TBA, block.step * plane), 1, plane)
        .addProduct(
            Matrix.of(ones.address(), 1, block.count), Matrix.of(dSum_SBA, block.count, plane));
  }

  private void projections(AttentionPass pass, Gradients gradients) {
    Matrix dQueries = pass.decoderRows(dQuery.address(), size);
    Matrix dMemories = pass.encoderRows(dMemory.address(), size);
    pass.decoderRows(gradients.decoder_TBH(), pass.hidden())
        .addProduct(dQueries, pass.parameter(SequenceAttention.QUERY_WEIGHT).transpose());
    pass.encoderRows(gradients.encoder_SBH(), pass.hidden())
        .addProduct(dMemories, pass.parameter(SequenceAttention.MEMORY_WEIGHT).transpose());
    gradients
        .parameter(SequenceAttention.QUERY_WEIGHT)
        .product(pass.decoder().transpose(), dQueries);
    gradients
        .parameter(SequenceAttention.MEMORY_WEIGHT)
        .product(pass.encoder().transpose(), dMemories);
  }

  private static long[] shape_TSB(AttentionPass pass) {
    return new long[] {pass.steps(), pass.sourceSteps(), pass.batch()};
  }

  private static long[] strides_TSB(AttentionPass pass) {
    return new long[] {pass.sourceSteps() * pass.batch(), pass.batch(), 1};
  }

  private static long[] strides_BTS(AttentionPass pass) {
    return new long[] {pass.sourceSteps(), 1, pass.steps() * pass.sourceSteps()};
  }

  private static long zeros(NativeBuffer buffer, long count) {
    long address = buffer.reserve(count);
    NativeMemory.zero(address, count);
    return address;
  }

  private static void fill(FloatIndexer elements, float value) {
    for (long i = 0; i < elements.size(0); i++) {
      elements.put(i, value);
    }
  }

  private static long at(long address, long element) {
    return address + NativeMemory.FLOAT_BYTES * element;
  }

  @Override
  public void close() {
    for (NativeBuffer buffer :
        new NativeBuffer[] {query, memory, tanh, timeMajorScores, dQuery, dMemory, dSum, ones}) {
      buffer.close();
    }
  }
}

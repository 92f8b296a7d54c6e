package io.unroll.layers.attention;

import io.unroll.layers.kernel.Matrix;
import io.unroll.layers.kernel.MatrixBatch;
import io.unroll.layers.kernel.NativeBuffer;
import io.unroll.layers.kernel.NativeOperations;

/** The scores that are products: {@code h_t . m_s} and {@code h_t W_a m_s}. */
final class NativeProductScore implements NativeScore {
  private final NativeOperations operations;
  private final boolean weighted;
  private final NativeBuffer query = new NativeBuffer();
  private final NativeBuffer dQuery = new NativeBuffer();

  /**
   * @param weighted whether W_a stands between the states
   */
  NativeProductScore(NativeOperations operations, boolean weighted) {
    this.operations = operations;
    this.weighted = weighted;
  }

  @Override
  public void forward(AttentionPass pass, long scores_BTS, boolean training) {
    long query_TBH = pass.decoder_TBH();
    if (weighted) {
      query_TBH = query.reserve(pass.steps() * pass.batch() * pass.hidden());
      pass.decoderRows(query_TBH, pass.hidden())
          .product(pass.decoder(), pass.parameter(SequenceAttention.SCORE_WEIGHT));
    }
    operations.product(
        pass.pairs(scores_BTS),
        pass.decoderBatch(query_TBH),
        pass.encoderBatch(pass.encoder_SBH()).transpose(),
        false);
  }

  @Override
  public void backward(AttentionPass pass, long dScores_BTS, Gradients gradients) {
    MatrixBatch dScores = pass.pairs(dScores_BTS);
    MatrixBatch encoder = pass.encoderBatch(pass.encoder_SBH());
    long query_TBH = weighted ? query.address() : pass.decoder_TBH();
    operations.product(
        pass.encoderBatch(gradients.encoder_SBH()),
        dScores.transpose(),
        pass.decoderBatch(query_TBH),
        true);
    if (!weighted) {
      operations.product(pass.decoderBatch(gradients.decoder_TBH()), dScores, encoder, true);
      return;
    }
    long dQuery_TBH = dQuery.reserve(pass.steps() * pass.batch() * pass.hidden());
    operations.product(pass.decoderBatch(dQuery_TBH), dScores, encoder, false);
    Matrix dQueries = pass.decoderRows(dQuery_TBH, pass.hidden());
    pass.decoderRows(gradients.decoder_TBH(), pass.hidden())
        .addProduct(dQueries, pass.parameter(SequenceAttention.SCORE_WEIGHT).transpose());
    gradients
        .parameter(SequenceAttention.SCORE_WEIGHT)
        .product(pass.decoder().transpose(), dQueries);
  }

  @Override
  public void close() {
    query.close();
    dQuery.close();
  }
}

package io.unroll.layers.decoder;

import io.unroll.layers.attention.SequenceAttention.Score;
import io.unroll.layers.kernel.BlockOperations;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Attention of one decoder step after another over one source, and the derivative of that.
 *
 * <pre>
 *   a_t = softmax over the real s of score(q_t, m_s);  c_t = sum over s of a_t(s) m_s
 * </pre>
 *
 * <p>Legend: B = batch, T = decoder steps, S = encoder steps, H = hidden size. Only what the next
 * step waits for is computed step by step; the gradient by the encoder's states and the parameters
 * is made for all steps together.
 */
final class SourceAttention {
  private final BlockOperations operations;
  private final EncodedSource source;
  private final StepScore score;
  private final INDArray weights_TBS;
  private final INDArray contexts_TBH;
  private final INDArray dContexts_TBH;

  SourceAttention(
      Score score,
      EncodedSource source,
      Map<String, INDArray> parameters,
      BlockOperations operations,
      long steps) {
    this.operations = operations;
    this.source = source;
    this.score = StepScore.of(score, source, parameters, operations, steps);
    INDArray memory_SBH = source.memory_SBH();
    long batch = memory_SBH.size(1);
    weights_TBS = Nd4j.createUninitialized(memory_SBH.dataType(), steps, batch, memory_SBH.size(0));
    contexts_TBH =
        Nd4j.createUninitialized(memory_SBH.dataType(), steps, batch, memory_SBH.size(2));
    dContexts_TBH = Nd4j.createUninitialized(memory_SBH.dataType(), contexts_TBH.shape());
  }

  /** Returns a [batch, size] block as a matrix of one row for each row of the batch. */
  static INDArray oneStep(INDArray block) {
    return block.reshape('c', block.size(0), 1, block.size(1));
  }

  /** Returns the context [B, H] of a step, a view. */
  INDArray attend(int step, INDArray query_BH) {
    INDArray weights_BS = weights_TBS.slice(step);
    score.score(step, query_BH, weights_BS);
    source.softmax().apply(weights_BS);
    INDArray context_BH = contexts_TBH.slice(step);
    operations.product(
        oneStep(context_BH), oneStep(weights_BS), source.memory_SBH().permute(1, 0, 2));
    return context_BH;
  }

  /** Returns the contexts of all steps. */
  INDArray contexts_TBH() {
    return contexts_TBH;
  }

  /** Returns the weights of all steps. */
  INDArray weights_TBS() {
    return weights_TBS;
  }

  /** From the gradient by a step's context to that by its query [B, H]. */
  INDArray differentiate(int step, INDArray query_BH, INDArray dContext_BH) {
    dContexts_TBH.slice(step).assign(dContext_BH);
    INDArray weights_BS = weights_TBS.slice(step);
    INDArray dScores_BS = Nd4j.createUninitialized(weights_BS.dataType(), weights_BS.shape());
    operations.product(
        oneStep(dScores_BS), oneStep(dContext_BH), source.memory_SBH().permute(1, 2, 0));
    source.softmax().differentiate(weights_BS, dScores_BS);
    return score.differentiate(step, query_BH, dScores_BS);
  }

  /**
   * Ends the derivative, after every step's.
   *
   * @param queries_TBH of all steps, dense
   * @param gradients receives the gradients of the score's parameters, by name
   * @return the gradient by the encoder's states [S, B, H]
   */
  INDArray finish(INDArray queries_TBH, Map<String, INDArray> gradients) {
    INDArray memory_SBH = source.memory_SBH();
    INDArray dMemory_SBH = Nd4j.createUninitialized(memory_SBH.dataType(), memory_SBH.shape());
    operations.product(
        dMemory_SBH.permute(1, 0, 2), weights_TBS.permute(1, 2, 0), dContexts_TBH.permute(1, 0, 2));
    score.finish(queries_TBH, dMemory_SBH, gradients);
    return dMemory_SBH;
  }
}

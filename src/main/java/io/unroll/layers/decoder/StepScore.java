package io.unroll.layers.decoder;

import io.unroll.layers.attention.NativeScore;
import io.unroll.layers.attention.PortableScore;
import io.unroll.layers.attention.SequenceAttention.Score;
import io.unroll.layers.kernel.BlockOperations;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A score of one decoder step against all encoder states, and its derivative: {@link PortableScore}
 * and {@link NativeScore} score all pairs of steps at once, which a decoder that attends inside its
 * recurrence cannot.
 *
 * <p>Legend: B = batch, T = decoder steps, S = encoder steps, H = hidden size.
 */
interface StepScore {

  /**
   * Scores a step.
   *
   * @param query_BH dense
   * @param scores_BS receives the scores, dense
   */
  void score(int step, INDArray query_BH, INDArray scores_BS);

  /** From the gradient by a step's scores to that by its query [B, H]; any order of steps. */
  INDArray differentiate(int step, INDArray query_BH, INDArray dScores_BS);

  /**
   * Ends the derivative, after every step's.
   *
   * @param queries_TBH of all steps, dense
   * @param dMemory_SBH the gradient by the encoder's states is added here
   * @param gradients receives the gradients of the parameters, by name
   */
  void finish(INDArray queries_TBH, INDArray dMemory_SBH, Map<String, INDArray> gradients);

  /** Returns the score of this name, for a pass of so many steps. */
  static StepScore of(
      Score score,
      EncodedSource source,
      Map<String, INDArray> parameters,
      BlockOperations operations,
      long steps) {
    return score == Score.ADDITIVE
        ? new AdditiveStepScore(source, parameters, operations, steps)
        : new ProductStepScore(source, parameters, operations, steps, score == Score.GENERAL);
  }
}

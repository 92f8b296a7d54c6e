package io.unroll.layers.decoder;

import static io.unroll.layers.decoder.EncodedSource.parameter;
import static io.unroll.layers.decoder.EncodedSource.rows;

import io.unroll.layers.attention.SequenceAttention;
import io.unroll.layers.kernel.BlockOperations;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The score {@code v . tanh(h_t Wq + k_s)}, {@code k_s = m_s Wm}, of Bahdanau, Cho &amp; Bengio
 * (2015, A.1.2).
 *
 * <p>A = attention size. The tanh [S, B, A] of a step is made again for the derivative: kept for
 * all steps it would be the largest block of the pass.
 */
final class AdditiveStepScore implements StepScore {
  private final EncodedSource source;
  private final BlockOperations operations;
  private final INDArray queryWeight_HA;
  private final INDArray memoryWeight_HA;
  private final INDArray vector_A1;
  private final INDArray projected_TBA;
  private final INDArray tanh_SBA;
  private Optional<Derivative> derivative = Optional.empty();

  AdditiveStepScore(
      EncodedSource source,
      Map<String, INDArray> parameters,
      BlockOperations operations,
      long steps) {
    this.source = source;
    this.operations = operations;
    queryWeight_HA = parameter(parameters, SequenceAttention.QUERY_WEIGHT);
    memoryWeight_HA = parameter(parameters, SequenceAttention.MEMORY_WEIGHT);
    vector_A1 = parameter(parameters, SequenceAttention.SCORE_VECTOR);
    INDArray keys_SBA = source.keys_SBK();
    long[] shape_TBA = {steps, keys_SBA.size(1), keys_SBA.size(2)};
    projected_TBA = Nd4j.createUninitialized(keys_SBA.dataType(), shape_TBA);
    tanh_SBA = Nd4j.createUninitialized(keys_SBA.dataType(), keys_SBA.shape());
  }

  /**
   * Sums of the derivative.
   *
   * @param dSum_SBA of one step, by what the tanh is taken of
   * @param ones_1S adds up over encoder steps
   */
  private record Derivative(
      INDArray dProjected_TBA,
      INDArray dSum_SBA,
      INDArray dKeys_SBA,
      INDArray dVector_A1,
      INDArray ones_1S) {}

  private Derivative derivative() {
    Derivative sums =
        derivative.orElseGet(
            () ->
                new Derivative(
                    projected_TBA.ulike(),
                    tanh_SBA.ulike(),
                    tanh_SBA.like(),
                    vector_A1.like(),
                    Nd4j.ones(tanh_SBA.dataType(), 1, tanh_SBA.size(0))));
    derivative = Optional.of(sums);
    return sums;
  }

  /** Returns a [S, B, A] block, a row for each encoder step. */
  private static INDArray planes(INDArray block_SBA) {
    return block_SBA.reshape('c', block_SBA.size(0), block_SBA.size(1) * block_SBA.size(2));
  }

  private void computeTanh(int step) {
    INDArray query_BA = projected_TBA.slice(step);
    operations.tanhOfSum(
        planes(source.keys_SBK()), query_BA.reshape('c', 1, query_BA.length()), planes(tanh_SBA));
  }

  @Override
  public void score(int step, INDArray query_BH, INDArray scores_BS) {
    operations.product(projected_TBA.slice(step), query_BH, queryWeight_HA);
    computeTanh(step);
    long batch = scores_BS.size(0);
    long sourceSteps = scores_BS.size(1);
    INDArray scores_SB = Nd4j.createUninitialized(scores_BS.dataType(), sourceSteps, batch);
    operations.product(scores_SB.reshape('c', sourceSteps * batch, 1), rows(tanh_SBA), vector_A1);
    scores_BS.assign(scores_SB.transpose());
  }

  @Override
  public INDArray differentiate(int step, INDArray query_BH, INDArray dScores_BS) {
    Derivative sums = derivative();
    computeTanh(step);
    INDArray dScores_N1 = dScores_BS.transpose().dup('c').reshape('c', dScores_BS.length(), 1);
    operations.addProduct(sums.dVector_A1, rows(tanh_SBA).transpose(), dScores_N1);
    operations.product(rows(sums.dSum_SBA), dScores_N1, vector_A1.transpose());
    sums.dSum_SBA.muli(tanh_SBA.muli(tanh_SBA).rsubi(1));
    sums.dKeys_SBA.addi(sums.dSum_SBA);
    INDArray dProjected_BA = sums.dProjected_TBA.slice(step);
    operations.product(
        dProjected_BA.reshape('c', 1, dProjected_BA.length()), sums.ones_1S, planes(sums.dSum_SBA));
    INDArray dQuery_BH = Nd4j.createUninitialized(query_BH.dataType(), query_BH.shape());
    operations.product(dQuery_BH, dProjected_BA, queryWeight_HA.transpose());
    return dQuery_BH;
  }

  @Override
  public void finish(INDArray queries_TBH, INDArray dMemory_SBH, Map<String, INDArray> gradients) {
    Derivative sums = derivative();
    operations.addProduct(rows(dMemory_SBH), rows(sums.dKeys_SBA), memoryWeight_HA.transpose());
    operations.product(
        parameter(gradients, SequenceAttention.MEMORY_WEIGHT),
        rows(source.memory_SBH()).transpose(),
        rows(sums.dKeys_SBA));
    operations.product(
        parameter(gradients, SequenceAttention.QUERY_WEIGHT),
        rows(queries_TBH).transpose(),
        rows(sums.dProjected_TBA));
    parameter(gradients, SequenceAttention.SCORE_VECTOR).assign(sums.dVector_A1);
  }
}

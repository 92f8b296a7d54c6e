package io.unroll.layers.decoder;

import static io.unroll.layers.decoder.EncodedSource.parameter;
import static io.unroll.layers.decoder.EncodedSource.rows;
import static io.unroll.layers.decoder.SourceAttention.oneStep;

import io.unroll.layers.attention.SequenceAttention;
import io.unroll.layers.kernel.BlockOperations;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The scores that are products: {@code h_t . k_s}, with {@code k_s} = m_s or m_s Wa'. */
final class ProductStepScore implements StepScore {
  private final EncodedSource source;
  private final Map<String, INDArray> parameters;
  private final BlockOperations operations;
  private final boolean weighted;
  private final INDArray dScores_TBS;

  ProductStepScore(
      EncodedSource source,
      Map<String, INDArray> parameters,
      BlockOperations operations,
      long steps,
      boolean weighted) {
    this.source = source;
    this.parameters = parameters;
    this.operations = operations;
    this.weighted = weighted;
    INDArray keys_SBH = source.keys_SBK();
    this.dScores_TBS =
        Nd4j.createUninitialized(keys_SBH.dataType(), steps, keys_SBH.size(1), keys_SBH.size(0));
  }

  @Override
  public void score(int step, INDArray query_BH, INDArray scores_BS) {
    operations.product(oneStep(scores_BS), oneStep(query_BH), source.keys_SBK().permute(1, 2, 0));
  }

  @Override
  public INDArray differentiate(int step, INDArray query_BH, INDArray dScores_BS) {
    dScores_TBS.slice(step).assign(dScores_BS);
    INDArray dQuery_BH = Nd4j.createUninitialized(query_BH.dataType(), query_BH.shape());
    operations.product(oneStep(dQuery_BH), oneStep(dScores_BS), source.keys_SBK().permute(1, 0, 2));
    return dQuery_BH;
  }

  @Override
  public void finish(INDArray queries_TBH, INDArray dMemory_SBH, Map<String, INDArray> gradients) {
    INDArray dScores_BST = dScores_TBS.permute(1, 2, 0);
    INDArray queries_BTH = queries_TBH.permute(1, 0, 2);
    if (!weighted) {
      operations.addProduct(dMemory_SBH.permute(1, 0, 2), dScores_BST, queries_BTH);
      return;
    }
    INDArray dKeys_SBH = Nd4j.createUninitialized(dMemory_SBH.dataType(), dMemory_SBH.shape());
    operations.product(dKeys_SBH.permute(1, 0, 2), dScores_BST, queries_BTH);
    operations.addProduct(
        rows(dMemory_SBH), rows(dKeys_SBH), parameter(parameters, SequenceAttention.SCORE_WEIGHT));
    operations.product(
        parameter(gradients, SequenceAttention.SCORE_WEIGHT),
        rows(dKeys_SBH).transpose(),
        rows(source.memory_SBH()));
  }
}

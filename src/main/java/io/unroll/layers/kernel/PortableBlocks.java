package io.unroll.layers.kernel;

import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** {@link BlockOperations} by ND4J: any floating type, any platform ND4J runs on. */
public final class PortableBlocks implements BlockOperations {

  private static final double FAR_BELOW_ANY_SCORE = -1e30;

  @Override
  public void product(INDArray result, INDArray left, INDArray right) {
    result.assign(Nd4j.matmul(left, right));
  }

  @Override
  public void addProduct(INDArray result, INDArray left, INDArray right) {
    result.addi(Nd4j.matmul(left, right));
  }

  @Override
  public void tanhOfSum(INDArray matrix, INDArray row, INDArray result) {
    result.assign(matrix).addiRowVector(row);
    Transforms.tanh(result, false);
  }

  @Override
  public StepSoftmax softmax(Optional<INDArray> mask_BS) {
    return new Softmax(mask_BS);
  }

  /**
   * Returns the softmax over the last axis of scores [B, T, S]; masked source steps get weight zero
   * exactly.
   */
  public static INDArray maskedSoftmax(INDArray scores_BTS, Optional<INDArray> mask_BS) {
    if (mask_BS.isEmpty()) {
      INDArray exponentials = Transforms.exp(scores_BTS.sub(scores_BTS.max(true, 2)), false);
      return exponentials.divi(exponentials.sum(true, 2));
    }
    INDArray mask = mask_BS.get().castTo(scores_BTS.dataType());
    INDArray mask_B1S = mask.dup('c').reshape('c', mask.size(0), 1, mask.size(1));
    INDArray hidden_BTS = scores_BTS.mul(mask_B1S).addi(mask_B1S.rsub(1).muli(FAR_BELOW_ANY_SCORE));
    INDArray exponentials =
        Transforms.exp(hidden_BTS.sub(hidden_BTS.max(true, 2)), false).muli(mask_B1S);
    // The sum is at least 1, or 0 where there is no real step.
    return exponentials.divi(Transforms.max(exponentials.sum(true, 2), 1, false));
  }

  private record Softmax(Optional<INDArray> mask_BS) implements StepSoftmax {
    @Override
    public void apply(INDArray scores_BS) {
      INDArray scores_B1S =
          scores_BS.dup('c').reshape('c', scores_BS.size(0), 1, scores_BS.size(1));
      INDArray weights_B1S = maskedSoftmax(scores_B1S, mask_BS);
      scores_BS.assign(weights_B1S.reshape('c', scores_BS.shape()));
    }

    @Override
    public void differentiate(INDArray weights_BS, INDArray gradient_BS) {
      INDArray inner_B1 = gradient_BS.mul(weights_BS).sum(true, 1);
      gradient_BS.subiColumnVector(inner_B1).muli(weights_BS);
    }
  }
}

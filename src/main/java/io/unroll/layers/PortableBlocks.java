package io.unroll.layers;

import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** {@link BlockOperations} by ND4J: any floating type, any platform ND4J runs on. */
final class PortableBlocks implements BlockOperations {

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

  private record Softmax(Optional<INDArray> mask_BS) implements StepSoftmax {
    @Override
    public void apply(INDArray scores_BS) {
      INDArray scores_B1S =
          scores_BS.dup('c').reshape('c', scores_BS.size(0), 1, scores_BS.size(1));
      INDArray weights_B1S = PortableAttention.maskedSoftmax(scores_B1S, mask_BS);
      scores_BS.assign(weights_B1S.reshape('c', scores_BS.shape()));
    }

    @Override
    public void differentiate(INDArray weights_BS, INDArray gradient_BS) {
      INDArray inner_B1 = gradient_BS.mul(weights_BS).sum(true, 1);
      gradient_BS.subiColumnVector(inner_B1).muli(weights_BS);
    }
  }
}

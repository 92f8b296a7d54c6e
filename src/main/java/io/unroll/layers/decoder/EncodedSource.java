package io.unroll.layers.decoder;

import io.unroll.layers.attention.SequenceAttention;
import io.unroll.layers.attention.SequenceAttention.Score;
import io.unroll.layers.kernel.BlockOperations;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An encoder's states as a decoder with attention reads them, made once a sequence.
 *
 * @param memory_SBH the states, dense
 * @param keys_SBK what decoder states are scored against: the states themselves (dot), or projected
 * @param softmax knows which steps are padding
 */
record EncodedSource(INDArray memory_SBH, INDArray keys_SBK, BlockOperations.StepSoftmax softmax) {

  /** Projects the states as the score asks for. */
  static EncodedSource of(
      INDArray memory_SBH,
      Optional<INDArray> mask_BS,
      Score score,
      Map<String, INDArray> parameters,
      BlockOperations operations) {
    INDArray keys_SBK =
        switch (score) {
          case DOT -> memory_SBH;
          // h Wa m = h . (m Wa'), so that a step needs no product of its own.
          case GENERAL ->
              projected(
                  memory_SBH,
                  parameter(parameters, SequenceAttention.SCORE_WEIGHT).transpose(),
                  operations);
          case ADDITIVE ->
              projected(
                  memory_SBH, parameter(parameters, SequenceAttention.MEMORY_WEIGHT), operations);
        };
    return new EncodedSource(memory_SBH, keys_SBK, operations.softmax(mask_BS));
  }

  private static INDArray projected(
      INDArray memory_SBH, INDArray weight_HK, BlockOperations operations) {
    INDArray keys_SBK =
        Nd4j.createUninitialized(
            memory_SBH.dataType(), memory_SBH.size(0), memory_SBH.size(1), weight_HK.size(1));
    operations.product(rows(keys_SBK), rows(memory_SBH), weight_HK);
    return keys_SBK;
  }

  /** Returns a dense [steps, batch, size] block, a row for each step of each example. */
  static INDArray rows(INDArray block) {
    return block.reshape('c', block.size(0) * block.size(1), block.size(2));
  }

  /** Returns a parameter, or the array that receives its gradient. */
  static INDArray parameter(Map<String, INDArray> arrays, String name) {
    return Objects.requireNonNull(arrays.get(name), name);
  }
}

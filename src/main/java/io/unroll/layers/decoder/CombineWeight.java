package io.unroll.layers.decoder;

import static io.unroll.layers.decoder.EncodedSource.parameter;

import io.unroll.layers.attention.SequenceAttention;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The weight that makes attentional states, or its gradient: blocks of rows, one for each part of
 * what is combined.
 *
 * @param weight [sum of the parts' sizes, H], row-major
 */
record CombineWeight(INDArray weight) {

  static CombineWeight of(Map<String, INDArray> arrays) {
    return new CombineWeight(parameter(arrays, SequenceAttention.COMBINE_WEIGHT));
  }

  /** Returns the rows that meet a part, a view. */
  INDArray part(long first, long size) {
    return weight.get(NDArrayIndex.interval(first, first + size), NDArrayIndex.all());
  }

  /** The gradient by the linear sum from that by its tanh, in place. */
  static void throughTanh(INDArray gradient, INDArray tanh) {
    gradient.muli(tanh.mul(tanh).rsubi(1));
  }
}

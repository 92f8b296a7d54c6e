package io.unroll.layers.attention;

import io.unroll.layers.kernel.Matrix;
import io.unroll.layers.kernel.MatrixBatch;
import io.unroll.layers.kernel.NativeMemory;
import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Shapes, inputs and parameters of one native pass of attention.
 *
 * @param steps of the decoder, T
 * @param sourceSteps of the encoder, S
 * @param decoder_TBH address of the decoder's states
 * @param encoder_SBH address of the encoder's states
 * @param parameters by name; likewise dense
 */
record AttentionPass(
    long batch,
    long steps,
    long sourceSteps,
    long hidden,
    long decoder_TBH,
    long encoder_SBH,
    Map<String, INDArray> parameters) {

  /** Returns all decoder states, a row each. */
  Matrix decoder() {
    return decoderRows(decoder_TBH, hidden);
  }

  /** Returns all encoder states, a row each. */
  Matrix encoder() {
    return encoderRows(encoder_SBH, hidden);
  }

  /** Returns a [T, B, size] block, a row for each decoder step of each example. */
  Matrix decoderRows(long address, long size) {
    return Matrix.of(address, steps * batch, size);
  }

  /** Returns a [S, B, size] block, a row for each encoder step of each example. */
  Matrix encoderRows(long address, long size) {
    return Matrix.of(address, sourceSteps * batch, size);
  }

  /** Returns a [T, B, H] block, a [T, H] matrix for each example. */
  MatrixBatch decoderBatch(long address) {
    return MatrixBatch.timeMajor(address, steps, batch, hidden);
  }

  /** Returns a [S, B, H] block, a [S, H] matrix for each example. */
  MatrixBatch encoderBatch(long address) {
    return MatrixBatch.timeMajor(address, sourceSteps, batch, hidden);
  }

  /** Returns a [B, T, S] block, a [T, S] matrix for each example. */
  MatrixBatch pairs(long address) {
    return MatrixBatch.dense(address, batch, steps, sourceSteps);
  }

  /** Returns a parameter of two axes as a matrix. */
  Matrix parameter(String name) {
    return matrix(parameters, name);
  }

  static Matrix matrix(Map<String, INDArray> arrays, String name) {
    INDArray array = Objects.requireNonNull(arrays.get(name), name);
    return Matrix.of(NativeMemory.address(array), array.size(0), array.size(1));
  }
}

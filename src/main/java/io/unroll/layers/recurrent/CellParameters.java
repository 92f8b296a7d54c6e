package io.unroll.layers.recurrent;

import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.params.LSTMParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Parameters of one recurrent layer, or the arrays that receive their gradients.
 *
 * @param w_IGH input weights, 'f' order, one column block of H per gate
 * @param r_HGH recurrent weights, likewise
 * @param b bias blocks
 */
public record CellParameters(INDArray w_IGH, INDArray r_HGH, INDArray b) {

  /** Returns the parameters of a table, by the names of DL4J's LSTM. */
  public static CellParameters of(Map<String, INDArray> table) {
    return new CellParameters(
        Objects.requireNonNull(table.get(LSTMParamInitializer.INPUT_WEIGHT_KEY)),
        Objects.requireNonNull(table.get(LSTMParamInitializer.RECURRENT_WEIGHT_KEY)),
        Objects.requireNonNull(table.get(LSTMParamInitializer.BIAS_KEY)));
  }
}

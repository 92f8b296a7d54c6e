package io.unroll.layers.recurrent;

import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * State of a cell between two steps, or the loss's gradient by it.
 *
 * @param hidden_BH hidden state
 * @param memory_BH memory cell, of an LSTM only
 */
public record CellState(INDArray hidden_BH, Optional<INDArray> memory_BH) {}

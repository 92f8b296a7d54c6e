package io.unroll.layers;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Parameters of one recurrent layer, or the arrays that receive their gradients.
 *
 * @param w_IGH input weights, 'f' order, one column block of H per gate
 * @param r_HGH recurrent weights, likewise
 * @param b bias blocks
 */
record CellParameters(INDArray w_IGH, INDArray r_HGH, INDArray b) {}

package io.unroll.network;

/**
 * Input of a layer: vectors [B, size, T].
 *
 * @param name of the layer, vertex or graph input they come from
 * @param given whether they are the network's input itself, of which nothing is dropped
 */
record Read(String name, int size, boolean given) {}

/**
 * The layers' equations in plain Java and double precision, the ground truth of the native kernels:
 * nothing here is fast, and nothing uses ND4J.
 *
 * <p>Arrays are nested, outermost dimension first: {@code x_BTI[row][step][feature]}. Legend: B =
 * batch, T = (decoder) steps, S = source steps or a cell's states, I = input size, H = hidden size,
 * A = attention size, V = vocabulary, N = B T.
 */
package io.unroll.layers.reference;

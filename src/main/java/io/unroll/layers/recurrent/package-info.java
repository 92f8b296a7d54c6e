/**
 * Recurrent cells over whole sequences: LSTM, both GRUs, the simple, the minimal gated and the
 * output-recurrent cell, in oneDNN kernels and by ND4J.
 *
 * <p>Read first {@link io.unroll.layers.recurrent.Recurrence} (the contract of a forward and a
 * backward pass, with shapes), then {@link io.unroll.layers.recurrent.SequenceCellLayer} (the DL4J
 * layer around it), {@link io.unroll.layers.recurrent.RecurrenceChoice} (native or portable),
 * {@link io.unroll.layers.recurrent.PortableRecurrence} (the equations, readable) and {@link
 * io.unroll.layers.recurrent.RecurrentKernel} (the same by oneDNN).
 */
@NullMarked
package io.unroll.layers.recurrent;

import org.jspecify.annotations.NullMarked;

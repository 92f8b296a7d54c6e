package io.unroll.layers.recurrent;

import io.unroll.config.BackendSettings.Kernels;

/**
 * Settings of a recurrent layer other than sizes.
 *
 * @param cell whose kernel computes the layer
 * @param form how the layer makes use of the cell
 * @param kernels which implementation may serve
 * @param handsOver whether the state after the last real step is used elsewhere
 */
record RecurrentSettings(RecurrentCell cell, Form form, Kernels kernels, boolean handsOver) {

  /** Part between a layer and its cell. */
  enum Form {
    /** Nothing. */
    PLAIN,
    /** One gate is both gates of the cell: {@link MinimalGatedRecurrence}. */
    MINIMAL_GATED,
    /** Every step starts from the first state: {@link OutputRecurrence}. */
    THROUGH_OUTPUT
  }

  RecurrentSettings(RecurrentCell cell, Kernels kernels, boolean handsOver) {
    this(cell, Form.PLAIN, kernels, handsOver);
  }
}

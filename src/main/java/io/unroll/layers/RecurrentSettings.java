package io.unroll.layers;

import io.unroll.config.BackendSettings.Kernels;

/**
 * What a recurrent layer's configuration says besides sizes.
 *
 * @param kernels which implementation may serve
 * @param handsOver whether the state after the last real step is used elsewhere
 */
record RecurrentSettings(RecurrentCell cell, Kernels kernels, boolean handsOver) {}

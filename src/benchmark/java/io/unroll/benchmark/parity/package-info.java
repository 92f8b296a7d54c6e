/**
 * The same training in PyTorch, model type by model type: networks in its operators over parameters
 * that are laid out as ours, so that both sides start from the same numbers and can be compared at
 * the end.
 */
@NullMarked
package io.unroll.benchmark.parity;

import org.jspecify.annotations.NullMarked;

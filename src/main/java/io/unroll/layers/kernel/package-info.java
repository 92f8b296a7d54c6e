/**
 * Memory and dense operations that the kernels of all rooms are made of: addresses of arrays,
 * buffers of oneDNN, matrix products, row-wise softmax, masks of padding.
 *
 * <p>Read first {@link io.unroll.layers.kernel.NativeMemory} (what a kernel owns and when it is
 * released) and {@link io.unroll.layers.kernel.BlockOperations} (the same operations natively and
 * by ND4J). Nothing outside {@code io.unroll.layers} names this room.
 */
@NullMarked
package io.unroll.layers.kernel;

import org.jspecify.annotations.NullMarked;

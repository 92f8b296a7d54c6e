/**
 * Attention of all decoder states over all encoder states at once, after Luong et al. (2015).
 *
 * <p>Read first {@link io.unroll.layers.attention.AttentionComputation} (the contract, with
 * shapes), then {@link io.unroll.layers.attention.PortableAttention} (the equations) and {@link
 * io.unroll.layers.attention.NativeAttention} (the same by oneDNN).
 */
@NullMarked
package io.unroll.layers.attention;

import org.jspecify.annotations.NullMarked;

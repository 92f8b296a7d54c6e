package io.unroll.averaging;

import java.io.Serializable;

/**
 * L2 norms of one layer at one step, or their means over several.
 *
 * @param gradient norm of the mean gradient of a token, before clipping
 * @param updateRatio norm of the step over the norm of the parameters before it
 */
public record LayerNorms(double gradient, double updateRatio) implements Serializable {}

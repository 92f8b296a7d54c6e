/**
 * Output layers and their losses: a softmax over a vocabulary that never holds all its
 * probabilities, vectors of numbers or binary labels, and weights tied to an embedding.
 *
 * <p>Read first {@link io.unroll.layers.output.TokenOutput} and {@link
 * io.unroll.layers.output.TokenLoss}; {@link io.unroll.layers.output.ScoringLayer} is what
 * evaluation asks for single losses.
 */
@NullMarked
package io.unroll.layers.output;

import org.jspecify.annotations.NullMarked;

/**
 * Steps between recurrent layers: dropout, layer normalisation, residual sums, joining, reversing
 * and pooling of sequences.
 *
 * <p>Read first {@link io.unroll.layers.sequence.SequenceVertex}, the base of the vertices, and
 * {@link io.unroll.layers.sequence.SequenceDropout}.
 */
@NullMarked
package io.unroll.layers.sequence;

import org.jspecify.annotations.NullMarked;

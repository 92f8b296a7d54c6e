/**
 * Decoders that attend inside their recurrence, one step after another: with the previous state as
 * the query (Bahdanau et al., 2015) and with input feeding (Luong et al., 2015).
 *
 * <p>Read first {@link io.unroll.layers.decoder.AttentiveRecurrence}, then its two recurrences
 * {@link io.unroll.layers.decoder.PreviousStateRecurrence} and {@link
 * io.unroll.layers.decoder.InputFeedingRecurrence}; {@link io.unroll.layers.decoder.StepScore}
 * scores one step.
 */
@NullMarked
package io.unroll.layers.decoder;

import org.jspecify.annotations.NullMarked;

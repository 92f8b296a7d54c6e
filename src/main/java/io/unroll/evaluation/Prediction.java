package io.unroll.evaluation;

import io.unroll.shards.EncodedSequence;
import java.io.Serializable;

/**
 * What a network answered to one example.
 *
 * @param source what it read
 * @param reference what it should have answered; tokens without end-of-sequence
 * @param predicted what it answered, likewise
 * @param right whether the answer counts as right
 */
public record Prediction(
    String key,
    EncodedSequence source,
    EncodedSequence reference,
    EncodedSequence predicted,
    boolean right)
    implements Serializable {}

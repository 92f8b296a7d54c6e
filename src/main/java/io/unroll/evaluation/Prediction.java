package io.unroll.evaluation;

import io.unroll.decoding.Answer;
import io.unroll.shards.EncodedSequence;
import java.io.Serializable;

/**
 * Answer of a network to one example.
 *
 * @param source what it read
 * @param reference what it should have answered
 * @param predicted what it answered; tokens without end-of-sequence
 * @param answer all it said of its answer
 * @param right whether the answer counts as right
 * @param quality how good it is compared with others; a right one is above 0 where answers are
 *     right or wrong, and the surer the network was, the further from 0
 */
public record Prediction(
    String key,
    EncodedSequence source,
    Reference reference,
    EncodedSequence predicted,
    Answer answer,
    boolean right,
    double quality)
    implements Serializable {}

package io.unroll.answering;

import io.unroll.decoding.Answer;
import io.unroll.shards.EncodedSequence;
import java.util.List;

/**
 * An input and its answers.
 *
 * @param input as it was given
 * @param encoded as the network read it; without a step for what holds no token
 * @param unknown tokens of it that never occurred in training
 * @param answers best first; none where nothing was read
 * @param skipped whether it was left out, as too long or no input of the model
 */
public record Answered(
    String input, EncodedSequence encoded, int unknown, List<Answer> answers, boolean skipped) {}

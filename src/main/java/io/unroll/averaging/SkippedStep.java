package io.unroll.averaging;

import java.io.Serializable;

/**
 * A step that was left out because its gradient was not finite.
 *
 * @param batch bucket and position of the batch in the shards of the training split
 */
public record SkippedStep(int epoch, int round, int worker, String batch) implements Serializable {}

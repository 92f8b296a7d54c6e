package io.unroll.averaging;

/**
 * Result of one worker in a round.
 *
 * @param model its parameters and the optimiser state it shares
 * @param own what it goes on with itself
 * @param report its weight in the average among it
 */
public record WorkerResult(ModelState model, WorkerState own, WorkerReport report) {}

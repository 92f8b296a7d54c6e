package io.unroll.averaging;

import java.util.List;

/**
 * A round that is done.
 *
 * @param workers in their order
 */
public record RoundResult(List<WorkerReport> workers, RoundCost cost) {}

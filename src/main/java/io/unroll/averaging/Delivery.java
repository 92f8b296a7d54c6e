package io.unroll.averaging;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A slice of the shared model on its way to a worker.
 *
 * @param own the worker's own state, in the slice of its number
 */
record Delivery(int slice, ModelState model, @Nullable WorkerState own) implements Serializable {}

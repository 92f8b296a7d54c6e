/**
 * K models made one over Spark: rounds of local training, slices that are scattered, reduced and
 * gathered among executors, and the outer rules that move the shared model. Knows nothing of
 * batches.
 */
@NullMarked
package io.unroll.averaging;

import org.jspecify.annotations.NullMarked;

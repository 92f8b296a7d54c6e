/**
 * Side-by-side measurements against peers, each peer in processes of its own; on no class path but
 * the benchmarks'.
 */
@NullMarked
package io.unroll.benchmark;

import org.jspecify.annotations.NullMarked;

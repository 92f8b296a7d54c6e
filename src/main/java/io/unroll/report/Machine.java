package io.unroll.report;

/**
 * Machine that computed the run.
 *
 * @param processor model name as the system gives it
 * @param os name, version and architecture
 * @param nd4jBinary which native library was loaded, such as {@code linux-x86_64-avx512}
 * @param backend what computed the layers
 * @param threads native threads per worker
 */
public record Machine(
    String processor, String os, String nd4jBinary, Backend backend, int threads) {}

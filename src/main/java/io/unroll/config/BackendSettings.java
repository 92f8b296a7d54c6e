package io.unroll.config;

import java.io.Serializable;

/**
 * What computes, and how wide.
 *
 * @param kernels which implementation computes the recurrent cells
 * @param threads native threads of each worker; part of the settings because sums over another
 *     number of threads differ in their last bits
 */
public record BackendSettings(Kernels kernels, int threads) implements Serializable {

  /** Whole-sequence native kernels where they can serve, never, or always (an error if not). */
  public enum Kernels {
    AUTO,
    STOCK,
    REQUIRE
  }

  /**
   * Checks the number of threads.
   *
   * @throws InvalidSettings if it is not at least one
   */
  public BackendSettings {
    new Checks().atLeast("threads", threads, 1).done();
  }
}

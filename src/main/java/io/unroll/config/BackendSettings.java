package io.unroll.config;

import java.io.Serializable;

/**
 * Hardware, kernels and threads that compute.
 *
 * @param device where workers train
 * @param kernels which implementation computes the recurrent cells
 * @param threads native threads of each worker; part of the settings because sums over another
 *     number of threads differ in their last bits
 */
public record BackendSettings(Device device, Kernels kernels, int threads) implements Serializable {

  /** Device that workers train on. */
  public enum Device {
    CPU,
    /** One GPU for each worker; the driver needs none. */
    GPU
  }

  /** Whole-sequence native kernels where they can serve, never, or always (an error if not). */
  public enum Kernels {
    AUTO,
    STOCK,
    REQUIRE
  }

  /**
   * Checks the number of threads.
   *
   * @throws InvalidSettings if it is not at least one, or kernels are required of a GPU
   */
  public BackendSettings {
    new Checks()
        .that(
            device == Device.CPU || kernels != Kernels.REQUIRE,
            "kernels",
            "must be auto or stock for backend.device = gpu, got require: they are for processors")
        .atLeast("threads", threads, 1)
        .done();
  }
}

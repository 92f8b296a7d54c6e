package io.unroll.config;

import java.io.Serializable;

/** Which implementation computes the recurrent cells. */
public record BackendSettings(Kernels kernels) implements Serializable {

  /** Whole-sequence native kernels where they can serve, never, or always (an error if not). */
  public enum Kernels {
    AUTO,
    STOCK,
    REQUIRE
  }
}

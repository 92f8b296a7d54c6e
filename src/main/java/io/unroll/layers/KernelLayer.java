package io.unroll.layers;

import java.util.Optional;

/** A running layer or vertex that has a native kernel. */
public interface KernelLayer {

  /**
   * Why the kernel cannot serve this layer here, as {@link KernelUse} would log it; empty if it
   * serves.
   */
  Optional<String> fallback();
}

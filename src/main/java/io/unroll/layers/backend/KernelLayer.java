package io.unroll.layers.backend;

import java.util.Optional;

/** A layer or vertex that a native kernel computes where one can. */
public interface KernelLayer {

  /** Why no native kernel can compute this layer here; empty if one does. */
  Optional<String> fallback();
}

package io.unroll.layers.backend;

import java.util.Optional;

/** A layer or vertex that a native kernel computes where one can. */
public interface KernelLayer {

  /** Returns why no native kernel can compute this layer here; empty if one can. */
  Optional<String> fallback();
}

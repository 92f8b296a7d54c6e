package io.unroll.report;

import java.util.Map;

/**
 * Kernels that computed the layers while training, so that a fallback is never silent.
 *
 * @param kernels what ran the recurrent cells
 * @param layers passes by the layer's name; empty where none were counted
 */
public record Backend(String kernels, Map<String, LayerPasses> layers) {

  /** Copies, keeping the order. */
  public Backend {
    layers = Ordered.copyOf(layers);
  }

  /**
   * The passes of one layer.
   *
   * @param kernel computed by its native kernel
   * @param stock computed by the stock path, by the reason for it
   */
  public record LayerPasses(long kernel, Map<String, Long> stock) {

    /** Copies, keeping the order. */
    public LayerPasses {
      stock = Ordered.copyOf(stock);
    }

    long onStock() {
      return stock.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  long kernelPasses() {
    return layers.values().stream().mapToLong(LayerPasses::kernel).sum();
  }

  long stockPasses() {
    return layers.values().stream().mapToLong(LayerPasses::onStock).sum();
  }
}

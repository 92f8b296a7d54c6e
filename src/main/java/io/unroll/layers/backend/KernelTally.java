package io.unroll.layers.backend;

import java.io.Serializable;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Number of passes of each layer of a network, by what computed them; adds up over threads, workers
 * and rounds.
 *
 * @param layers by the layer's name
 */
public record KernelTally(SortedMap<String, Passes> layers) implements Serializable {

  /** No pass at all. */
  public static final KernelTally NONE = new KernelTally(new TreeMap<>());

  /** Copies. */
  public KernelTally {
    layers = Collections.unmodifiableSortedMap(new TreeMap<>(layers));
  }

  /**
   * The passes of one layer.
   *
   * @param kernel computed by the native kernel
   * @param stock computed by the stock path, by the reason for it
   */
  public record Passes(long kernel, SortedMap<String, Long> stock) implements Serializable {
    Passes plus(Passes other) {
      SortedMap<String, Long> sum = new TreeMap<>(stock);
      other.stock.forEach((reason, passes) -> sum.merge(reason, passes, Long::sum));
      return new Passes(kernel + other.kernel, sum);
    }
  }

  /** Returns a single pass of what was decided. */
  static KernelTally of(KernelUse.Decision decision, long passes) {
    SortedMap<String, Long> stock = new TreeMap<>();
    decision.fallback().ifPresent(reason -> stock.put(reason, passes));
    Passes one = new Passes(stock.isEmpty() ? passes : 0, stock);
    SortedMap<String, Passes> layers = new TreeMap<>();
    layers.put(decision.layer(), one);
    return new KernelTally(layers);
  }

  /** Returns the sum of both. */
  public KernelTally plus(KernelTally other) {
    SortedMap<String, Passes> sum = new TreeMap<>(layers);
    other.layers.forEach((layer, passes) -> sum.merge(layer, passes, Passes::plus));
    return new KernelTally(sum);
  }
}

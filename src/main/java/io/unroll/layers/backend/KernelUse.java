package io.unroll.layers.backend;

import io.unroll.config.BackendSettings.Kernels;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decision for every pass of a layer whether a native kernel computes it, with counts, so that a
 * fallback is never silent.
 */
public final class KernelUse {
  private static final Logger LOG = LoggerFactory.getLogger(KernelUse.class);
  private static final Map<Decision, LongAdder> PASSES = new ConcurrentHashMap<>();

  /** A pass runs on the thread that asks for it, so this tells the tasks of one JVM apart. */
  private static final ThreadLocal<Map<Decision, Long>> OWN = ThreadLocal.withInitial(HashMap::new);

  private KernelUse() {}

  /**
   * Decision for a layer.
   *
   * @param layer name in its network
   * @param fallback why the native kernel could not serve; empty where it did
   */
  public record Decision(String layer, Optional<String> fallback) {}

  /**
   * Returns whether the native kernel is to compute a layer's next pass.
   *
   * @param problem why it cannot; empty if it can
   * @throws IllegalStateException if it cannot and {@code kernels} requires it
   */
  public static boolean decide(String layer, Kernels kernels, Optional<String> problem) {
    Optional<String> fallback = fallback(kernels, problem);
    if (fallback.isPresent() && kernels == Kernels.REQUIRE) {
      throw new IllegalStateException(
          "backend.kernels = require, but layer '%s' cannot run on a native kernel: %s"
              .formatted(layer, fallback.get()));
    }
    Decision decision = new Decision(layer, fallback);
    LongAdder passes = PASSES.get(decision);
    if (passes == null) {
      passes = PASSES.computeIfAbsent(decision, key -> new LongAdder());
      fallback.ifPresent(
          reason -> LOG.warn("layer '{}' runs on the stock path: {}", layer, reason));
    }
    passes.increment();
    OWN.get().merge(decision, 1L, Long::sum);
    return fallback.isEmpty();
  }

  /** Returns why the native kernel will not compute a layer; empty if it will. */
  public static Optional<String> fallback(Kernels kernels, Optional<String> problem) {
    return kernels == Kernels.STOCK ? Optional.of("backend.kernels = stock") : problem;
  }

  /** Returns the passes the calling thread made since it last asked. */
  public static KernelTally drain() {
    KernelTally tally = KernelTally.NONE;
    for (Map.Entry<Decision, Long> entry : OWN.get().entrySet()) {
      tally = tally.plus(KernelTally.of(entry.getKey(), entry.getValue()));
    }
    OWN.remove();
    return tally;
  }

  /** Passes so far in this JVM, by decision. */
  public static Map<Decision, Long> passes() {
    Map<Decision, Long> sums =
        new TreeMap<>(
            java.util.Comparator.comparing(Decision::layer)
                .thenComparing(decision -> decision.fallback().orElse("")));
    PASSES.forEach((decision, passes) -> sums.put(decision, passes.sum()));
    return sums;
  }
}

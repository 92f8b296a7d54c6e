package io.unroll.runs;

import io.unroll.config.BackendSettings.Kernels;
import io.unroll.config.InvalidInput;
import io.unroll.config.Settings;
import io.unroll.network.NetworkBlueprint;
import io.unroll.network.NetworkSummary;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Check of {@code backend.kernels = require} against this machine before any time is spent.
 *
 * <p>A layer would refuse its first pass too, but deep inside a task.
 */
public final class KernelRequirement {
  private KernelRequirement() {}

  /**
   * Checks the network of a blueprint, if the settings require kernels at all.
   *
   * @throws InvalidInput if a layer that has a kernel cannot use it here
   */
  public static void check(Settings settings, NetworkBlueprint blueprint) {
    if (settings.backend().kernels() == Kernels.REQUIRE) {
      check(settings, blueprint.build());
    }
  }

  /** Checks a network that is there already. */
  public static void check(Settings settings, ComputationGraph network) {
    Map<String, String> fallbacks = NetworkSummary.fallbacks(network);
    if (settings.backend().kernels() == Kernels.REQUIRE && !fallbacks.isEmpty()) {
      String first = fallbacks.values().iterator().next();
      throw new InvalidInput(
          "backend.kernels = require, but no native kernel can run %s here: %s; set backend.kernels"
                  .formatted(String.join(", ", fallbacks.keySet()), first.replaceAll("\\s+", " "))
              + " = auto to train without");
    }
  }
}

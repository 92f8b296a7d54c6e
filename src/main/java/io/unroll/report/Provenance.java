package io.unroll.report;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Origin of a run's figures, enough to reproduce them.
 *
 * @param command the command line that reproduces the run
 * @param settings resolved settings: nested maps, lists, strings, numbers and booleans
 * @param versions by component: {@code unroll}, {@code java}, {@code spark}, {@code dl4j}, {@code
 *     scala}
 * @param commit of the code, where known
 * @param parametersHash SHA-256 of the final parameters' bytes; empty when there is no model
 */
public record Provenance(
    String command,
    long seed,
    Map<String, Object> settings,
    Map<String, String> versions,
    Machine machine,
    Optional<String> commit,
    Optional<String> parametersHash,
    Instant started,
    Instant finished) {

  /** Copies, keeping the order. */
  public Provenance {
    settings = Ordered.copyOf(settings);
    versions = Ordered.copyOf(versions);
  }
}

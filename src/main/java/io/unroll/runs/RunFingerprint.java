package io.unroll.runs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.unroll.config.ResolvedSettings;
import io.unroll.config.Settings;
import io.unroll.files.Hashes;
import io.unroll.training.Fingerprint;
import io.unroll.training.StopMetric;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Fingerprint that a run's checkpoints must have.
 *
 * <p>Settings count as far as they are not the defaults: one that a later version adds, at its
 * default, refuses no checkpoint. A run's name, how its nights are judged and how its model answers
 * train nothing; how it is evaluated does only where training stops by a metric of its report.
 */
final class RunFingerprint {
  private static final Set<String> APART = Set.of("name", "retraining");
  private static final String ANSWERING = "answering";
  private static final String EVALUATION = "evaluation";
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private RunFingerprint() {}

  /**
   * @param shards the content hash of the shards
   * @param ancestor the run it goes on from, if it does
   */
  static Fingerprint of(Settings settings, String shards, Optional<String> ancestor) {
    String rest = shards + ancestor.orElse("");
    Map<String, Object> before = before(settings);
    // Until evaluation and answering were left out, and until training's settings stood in blocks.
    // They are the same text where all of training is at its defaults.
    Set<String> earlier = new HashSet<>();
    earlier.add(Hashes.sha256(json(before) + rest));
    earlier.add(Hashes.sha256(json(ResolvedSettings.underOldNames(before)) + rest));
    return new Fingerprint(Hashes.sha256(text(settings) + rest), Set.copyOf(earlier));
  }

  static String text(Settings settings) {
    Map<String, Object> counting = before(settings);
    counting.remove(ANSWERING);
    if (StopMetric.builtIn(settings.training().stopping()).isPresent()) {
      counting.remove(EVALUATION);
    }
    return json(counting);
  }

  private static Map<String, Object> before(Settings settings) {
    Map<String, Object> counting = new TreeMap<>(ResolvedSettings.withoutDefaults(settings));
    counting.keySet().removeAll(APART);
    return counting;
  }

  private static String json(Map<String, Object> settings) {
    try {
      return JSON.writeValueAsString(settings);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("settings cannot be written as JSON", e);
    }
  }
}

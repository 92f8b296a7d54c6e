package io.unroll.runs;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unroll.config.ResolvedSettings;
import io.unroll.config.Settings;
import io.unroll.config.SettingsLoader;
import io.unroll.files.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Content of {@code run.json}: what a run is and how far it got.
 *
 * @param command the command line that started the run
 * @param settings those it was started with, resolved, as nested maps
 * @param updated when the status was last written
 * @param training how the run was trained; empty before
 * @param others what other versions have added
 */
public record RunRecord(
    String name,
    String version,
    String command,
    Instant started,
    Map<String, Object> settings,
    RunFolder.Status status,
    Instant updated,
    Optional<TrainingRecord> training,
    Map<String, JsonNode> others) {

  static RunRecord started(Settings settings, String command) {
    Instant now = Instant.now();
    return new RunRecord(
        settings.name(),
        BuildInfo.version(),
        command,
        now,
        ResolvedSettings.toMap(settings),
        RunFolder.Status.STARTED,
        now,
        Optional.empty(),
        Map.of());
  }

  /**
   * Returns the record of a file's content.
   *
   * @throws IllegalArgumentException if it is damaged
   * @throws java.time.DateTimeException if a time is
   */
  static RunRecord of(ObjectNode json) {
    ObjectNode rest = json.deepCopy();
    RunFolder.Status status = status(rest);
    Instant started = Instant.parse(taken(rest, "started"));
    Instant updated = Instant.parse(taken(rest, "updated"));
    Optional<TrainingRecord> training =
        Optional.ofNullable(rest.remove("training"))
            .filter(node -> !node.isNull())
            .map(node -> Json.PLAIN.convertValue(node, TrainingRecord.class));
    if (!(rest.remove("settings") instanceof ObjectNode settings)) {
      throw new IllegalArgumentException("it has no settings");
    }
    rest.remove("status");
    return new RunRecord(
        taken(rest, "name"),
        taken(rest, "version"),
        taken(rest, "command"),
        started,
        Json.PLAIN.convertValue(settings, new TypeReference<Map<String, Object>>() {}),
        status,
        updated,
        training,
        Json.PLAIN.convertValue(rest, new TypeReference<LinkedHashMap<String, JsonNode>>() {}));
  }

  /**
   * Returns the stage alone, also of a file that is damaged elsewhere.
   *
   * @throws IllegalArgumentException if there is none
   */
  static RunFolder.Status status(ObjectNode json) {
    return RunFolder.Status.valueOf(json.path("status").asText("null"));
  }

  private static String taken(ObjectNode json, String key) {
    String text = json.path(key).asText("null");
    json.remove(key);
    return text;
  }

  ObjectNode json() {
    ObjectNode json = Json.PLAIN.createObjectNode();
    json.put("name", name);
    json.put("version", version);
    json.put("command", command);
    json.put("started", started.toString());
    json.set("settings", Json.PLAIN.valueToTree(settings));
    json.put("status", status.name());
    json.put("updated", updated.toString());
    training.ifPresent(record -> json.set("training", Json.PLAIN.valueToTree(record)));
    json.setAll(others);
    return json;
  }

  /** Returns the record once the run has reached a stage. */
  RunRecord reached(RunFolder.Status next) {
    return with(settings, next, training);
  }

  /** Returns the record of the run once it is trained. */
  RunRecord trained(TrainingRecord by) {
    return with(settings, RunFolder.Status.TRAINED, Optional.of(by));
  }

  /** Returns the record with other settings. */
  RunRecord with(Settings other) {
    return with(ResolvedSettings.toMap(other), status, training);
  }

  private RunRecord with(
      Map<String, Object> resolved, RunFolder.Status next, Optional<TrainingRecord> trained) {
    return new RunRecord(
        name, version, command, started, resolved, next, Instant.now(), trained, others);
  }

  /**
   * Returns the settings.
   *
   * @param file named in problems
   */
  Settings parsed(String file) {
    return SettingsLoader.fromMap(settings, file);
  }
}

package io.unroll.describe;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.unroll.config.Settings;
import io.unroll.files.Json;
import io.unroll.network.NetworkBlueprint;
import io.unroll.runs.RunContext;
import io.unroll.runs.RunFolder;
import io.unroll.runs.TrainingRecord;
import io.unroll.shards.Manifest;
import io.unroll.shards.ShardReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A run: what it is, how far it got, how good it is and what computed it. */
final class RunDescription {

  private RunDescription() {}

  static Description of(RunFolder run, String path) throws IOException {
    // First, because it says what is wrong with a file that is no run's.
    Settings settings = run.settings();
    Optional<TrainingRecord> training = run.record().training();
    FileSystem files = run.root().getFileSystem(run.hadoop());
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", run.record().name());
    fields.put("status", run.record().status().name());
    fields.put("started", run.record().started().toString());
    fields.put("updated", run.record().updated().toString());
    fields.put("command", run.record().command());
    training.ifPresent(record -> fields.put("parametersHash", record.parametersHash()));
    Optional<Manifest> manifest = manifest(run, files);
    manifest.ifPresent(shards -> fields.put("contentHash", shards.contentHash()));
    report(run, files).ifPresent(report -> addResults(fields, report));
    training.ifPresent(record -> addTraining(fields, record));
    fields.put("settings", NetworkDescription.blocks(settings));
    if (manifest.isPresent()) {
      NetworkBlueprint blueprint =
          NetworkBlueprint.of(settings, manifest.get().input(), manifest.get().target());
      fields.putAll(NetworkDescription.fields(settings, blueprint, blueprint.build()));
    }
    return new Description("run", path, fields);
  }

  private static Optional<Manifest> manifest(RunFolder run, FileSystem files) throws IOException {
    Path shards = run.path(RunContext.SHARDS);
    return files.exists(new Path(shards, "_SUCCESS"))
        ? Optional.of(ShardReader.open(shards, run.hadoop()).manifest())
        : Optional.empty();
  }

  private static Optional<JsonNode> report(RunFolder run, FileSystem files) throws IOException {
    Path report = run.path(RunContext.REPORT + "/report.json");
    if (!files.exists(report)) {
      return Optional.empty();
    }
    try (InputStream in = files.open(report)) {
      return Optional.of(Json.PLAIN.readTree(in));
    }
  }

  private static void addResults(Map<String, Object> fields, JsonNode report) {
    List<Map<String, Object>> metrics = new ArrayList<>();
    report
        .path("metrics")
        .fields()
        .forEachRemaining(
            metric -> {
              Map<String, Object> row = new LinkedHashMap<>();
              row.put("metric", metric.getKey());
              row.put("value", metric.getValue().path("value").asDouble(Double.NaN));
              row.put("signature", metric.getValue().path("signature").asText());
              metrics.add(row);
            });
    fields.put("metrics", metrics);
    fields.put(
        "baselines",
        Json.PLAIN.convertValue(
            report.path("baselines"), new TypeReference<LinkedHashMap<String, Object>>() {}));
  }

  private static void addTraining(Map<String, Object> fields, TrainingRecord record) {
    Map<String, Object> training = new LinkedHashMap<>();
    training.put("epochs", record.epochs().size());
    training.put("bestEpoch", record.bestEpoch());
    training.put("stoppedBecause", record.stoppedBecause());
    training.put("workers", record.workers());
    training.put("rounds", record.rounds());
    training.put("tokens", record.tokens());
    training.put("seconds", record.seconds());
    training.put("tokensPerSecond", record.tokens() / record.seconds());
    training.put("skippedSteps", record.skippedSteps());
    fields.put("training", training);
    List<Map<String, Object>> passes = new ArrayList<>();
    record
        .passes()
        .layers()
        .forEach(
            (name, layer) -> {
              Map<String, Object> row = new LinkedHashMap<>();
              row.put("layer", name);
              row.put("kernelPasses", layer.kernel());
              row.put(
                  "stockPasses", layer.stock().values().stream().mapToLong(Long::longValue).sum());
              row.put("fallbacks", layer.stock());
              passes.add(row);
            });
    if (!passes.isEmpty()) {
      fields.put("backend", passes);
    }
  }
}

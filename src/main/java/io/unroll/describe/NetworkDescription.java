package io.unroll.describe;

import io.unroll.config.InvalidInput;
import io.unroll.config.LearningTask;
import io.unroll.config.ResolvedSettings;
import io.unroll.config.Settings;
import io.unroll.config.SettingsLoader;
import io.unroll.config.ShardSettings;
import io.unroll.files.Hashes;
import io.unroll.network.NetworkBlueprint;
import io.unroll.network.NetworkSummary;
import io.unroll.network.Parameters;
import io.unroll.runs.AssumedSides;
import io.unroll.training.ModelFolder;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** A network layer by layer: one that was trained, or the one that settings would build. */
public final class NetworkDescription {
  private NetworkDescription() {}

  /** Returns the network a settings file stands for. */
  static Description ofSettings(String file, List<String> overrides, Optional<Integer> vocabulary) {
    Settings settings = SettingsLoader.load(java.nio.file.Path.of(file), overrides);
    AssumedSides assumed = AssumedSides.of(settings, vocabulary);
    NetworkBlueprint blueprint = NetworkBlueprint.of(settings, assumed.source(), assumed.target());
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", settings.name());
    fields.put("settings", blocks(settings));
    fields.put("vocabulary", assumed.fields());
    fields.putAll(fields(settings, blueprint, blueprint.build()));
    return new Description("settings", file, fields);
  }

  /** Returns a model's folder. */
  static Description ofModel(Path folder, Configuration hadoop, String path) throws IOException {
    ModelFolder.Model model = load(folder, hadoop);
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", model.settings().name());
    fields.put("parametersHash", Hashes.sha256(Parameters.of(model.network())));
    fields.put("settings", blocks(model.settings()));
    NetworkBlueprint blueprint = model.blueprint();
    fields.put("vocabulary", AssumedSides.fields(blueprint.source(), blueprint.target(), ""));
    fields.putAll(fields(model.settings(), blueprint, model.network()));
    return new Description("model", path, fields);
  }

  /** Returns the layers of a network and its size. */
  static Map<String, Object> fields(
      Settings settings, NetworkBlueprint blueprint, ComputationGraph network) {
    NetworkSummary summary = NetworkSummary.of(blueprint, network);
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("layers", summary.layers().stream().map(NetworkDescription::row).toList());
    fields.put("parameters", summary.parameters());
    long bytes = summary.parameters() * summary.bytesPerParameter();
    fields.put("bytes", bytes);
    fields.put("memory", memory(settings, summary));
    return fields;
  }

  /** Estimates the memory of a worker that trains on one batch, padded to its greatest length. */
  private static Map<String, Object> memory(Settings settings, NetworkSummary summary) {
    ShardSettings shards = settings.shards();
    boolean lanes = settings.model().task() == LearningTask.NEXT_TOKEN;
    long steps = lanes ? shards.windowLength() : shards.maxLength();
    long parameters = summary.parameters() * summary.bytesPerParameter();
    long states =
        switch (settings.training().optimizer()) {
          case ADAM -> 2;
          case RMSPROP -> 1;
          case SGD -> 0;
        };
    long activations = summary.activationBytes(shards.batchSize(), steps);
    Map<String, Object> memory = new LinkedHashMap<>();
    memory.put("rows", shards.batchSize());
    memory.put("steps", steps);
    memory.put("parametersAndGradient", 2 * parameters);
    memory.put("optimiser", states * parameters);
    memory.put("activationsAndGradients", 2 * activations);
    memory.put("bytes", (2 + states) * parameters + 2 * activations);
    return memory;
  }

  private static Map<String, Object> row(NetworkSummary.Line line) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", line.name());
    row.put("type", line.type());
    row.put("inputs", line.inputs());
    row.put("output", line.output());
    row.put("parameters", line.parameters());
    row.put("computedBy", line.computedBy());
    return row;
  }

  /** Returns the settings' sections, one a line. */
  static Map<String, Object> blocks(Settings settings) {
    Map<String, Object> blocks = ResolvedSettings.toMap(settings);
    blocks.remove("name");
    return blocks;
  }

  private static ModelFolder.Model load(Path folder, Configuration hadoop) throws IOException {
    try {
      return ModelFolder.load(folder, hadoop);
    } catch (InvalidInput e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new InvalidInput(folder + ": holds no whole model: " + e);
    }
  }
}

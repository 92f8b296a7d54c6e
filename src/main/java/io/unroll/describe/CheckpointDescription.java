package io.unroll.describe;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.unroll.files.Json;
import io.unroll.training.CheckpointSummary;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** A checkpoint: how far it got and what it holds. */
final class CheckpointDescription {

  private CheckpointDescription() {}

  static Description of(Path folder, Configuration hadoop, String path) throws IOException {
    CheckpointSummary checkpoint = CheckpointSummary.of(folder, hadoop);
    JsonNode state = checkpoint.state();
    JsonNode epochs = state.path("epochs");
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("epoch", epochs.size());
    fields.put("roundsOfNextEpoch", state.path("open").path("rounds").asInt());
    fields.put("bestEpoch", state.path("bestEpoch").asInt());
    fields.put("rounds", state.path("rounds").asInt());
    fields.put("iteration", state.path("iteration").asInt());
    fields.put("version", state.path("version").asInt());
    fields.put("fingerprint", state.path("fingerprint").asText());
    fields.put("parameters", values(checkpoint.parameters()));
    fields.put("optimiserState", values(checkpoint.optimiser()));
    fields.put("outerState", values(checkpoint.outer()));
    if (!epochs.isEmpty()) {
      fields.put(
          "lastEpoch",
          Json.PLAIN.convertValue(
              epochs.get(epochs.size() - 1), new TypeReference<Map<String, Object>>() {}));
    }
    return new Description("checkpoint", path, fields);
  }

  private static Map<String, Object> values(CheckpointSummary.Values values) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("values", values.count());
    fields.put("bytes", (long) values.count() * Float.BYTES);
    fields.put("sha256", values.sha256());
    return fields;
  }
}

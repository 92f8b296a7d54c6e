package io.unroll.describe;

import com.fasterxml.jackson.core.type.TypeReference;
import io.unroll.corpus.example.Split;
import io.unroll.files.Json;
import io.unroll.shards.Manifest;
import io.unroll.shards.ShardReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Shards, as their manifest sums them up; the batches are not read. */
final class ShardsDescription {
  private ShardsDescription() {}

  static Description of(Path folder, Configuration hadoop, String path) {
    Manifest manifest = ShardReader.open(folder, hadoop).manifest();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("layout", manifest.layout());
    fields.put("contentHash", manifest.contentHash());
    fields.put("vocabularySizes", manifest.vocabularySizes());
    fields.put("splits", Stream.of(Split.values()).map(split -> split(split, manifest)).toList());
    fields.put("inputs", manifest.inputs().stream().map(ShardsDescription::input).toList());
    fields.put(
        "settings",
        Json.PLAIN.convertValue(manifest.settings(), new TypeReference<Map<String, Object>>() {}));
    return new Description("shards", path, fields);
  }

  private static Map<String, Object> split(Split split, Manifest manifest) {
    Manifest.SplitSummary summary = manifest.split(split);
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("split", split.label());
    row.put("unit", manifest.unit());
    row.put("read", summary.read());
    row.put("kept", summary.kept());
    row.put("batches", summary.batches());
    row.put("buckets", summary.buckets().size());
    row.put("targetTokens", summary.tokens().target());
    row.put("paddingShare", summary.tokens().paddingShare());
    row.put("dropped", summary.dropped());
    return row;
  }

  private static Map<String, Object> input(Manifest.Input input) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", input.name());
    row.put("bytes", input.bytes());
    return row;
  }
}

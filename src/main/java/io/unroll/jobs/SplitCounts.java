package io.unroll.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.unroll.config.InvalidInput;
import io.unroll.corpus.Split;
import io.unroll.evaluation.Counts;
import io.unroll.evaluation.Evaluation;
import io.unroll.evaluation.Headline;
import io.unroll.shards.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The headline metric's counts by group of test examples, by which two runs are compared.
 *
 * @param examples of the test split
 */
record SplitCounts(String metric, long examples, SortedMap<Integer, double[]> groups) {
  static final String FILE = "counts.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  static SplitCounts of(Evaluation evaluation, Manifest manifest) {
    SortedMap<Integer, double[]> groups = new TreeMap<>();
    evaluation.drawn().forEach((group, counts) -> groups.put(group, counts.values()));
    return new SplitCounts(
        evaluation.headline().metric(), manifest.split(Split.TEST).kept(), groups);
  }

  byte[] toJson() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("counts could not be written", e);
    }
  }

  /**
   * @throws InvalidInput if the run has not been evaluated
   */
  static SplitCounts read(RunFolder folder) throws IOException {
    Path path = folder.path(RunContext.REPORT + "/" + FILE);
    FileSystem files = path.getFileSystem(folder.hadoop());
    if (!files.exists(path)) {
      throw new InvalidInput(
          "%s: holds no %s; evaluate the run with this version: unroll evaluate %s"
              .formatted(folder.root(), path.getName(), folder.root()));
    }
    try (InputStream in = files.open(path)) {
      return JSON.readValue(in, SplitCounts.class);
    }
  }

  Headline headline() {
    for (Headline headline : Headline.values()) {
      if (headline.metric().equals(metric)) {
        return headline;
      }
    }
    throw new InvalidInput("unknown metric " + metric);
  }

  Map<Integer, Counts> counts() {
    Map<Integer, Counts> counts = new TreeMap<>();
    groups.forEach((group, values) -> counts.put(group, new Counts(values)));
    return counts;
  }

  /** The metric of the whole split. */
  double value() {
    return headline().value(counts().values().stream().reduce(Counts.NONE, Counts::plus));
  }
}

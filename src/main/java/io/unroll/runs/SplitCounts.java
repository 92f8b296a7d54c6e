package io.unroll.runs;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.unroll.config.InvalidInput;
import io.unroll.corpus.example.Split;
import io.unroll.evaluation.Evaluation;
import io.unroll.evaluation.Headline;
import io.unroll.evaluation.measure.Counts;
import io.unroll.files.Hashes;
import io.unroll.files.Json;
import io.unroll.files.JsonFile;
import io.unroll.report.JsonTree;
import io.unroll.shards.Manifest;
import io.unroll.shards.SideCodec;
import io.unroll.tokens.TextCodec;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * The headline metric's counts by group of test examples, by which two runs are compared, and what
 * tells whether they can be.
 *
 * @param examples of the test split
 * @param test fingerprint of the test split as the corpus gives it; empty where the run was
 *     prepared or evaluated by a version that did not take it
 * @param tokens what figures of texts depend on; empty if the model has none, and also
 */
public record SplitCounts(
    String metric,
    long examples,
    @Nullable String test,
    @Nullable Tokens tokens,
    SortedMap<Integer, double[]> groups) {
  static final String FILE = "counts.json";

  /**
   * Output tokens of a model.
   *
   * @param vocabulary how many different ones
   * @param sha256 of all of them in their order
   * @param folded what is folded before text is cut
   */
  public record Tokens(int vocabulary, String sha256, String folded) {
    static Tokens of(TextCodec codec) {
      List<String> all = codec.vocabulary().tokens();
      String hash = Hashes.sha256(String.valueOf(JsonTree.of(all)));
      return new Tokens(all.size(), hash, codec.folding().label());
    }
  }

  static SplitCounts of(Evaluation evaluation, Manifest manifest, SideCodec target) {
    SortedMap<Integer, double[]> groups = new TreeMap<>();
    evaluation.drawn().forEach((group, counts) -> groups.put(group, counts.values()));
    return new SplitCounts(
        evaluation.headline().metric(),
        manifest.split(Split.TEST).kept(),
        manifest.testFingerprint(),
        target.texts().map(Tokens::of).orElse(null),
        groups);
  }

  byte[] toJson() {
    try {
      return Json.LENIENT.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("counts could not be written", e);
    }
  }

  /**
   * @throws InvalidInput if the run has not been evaluated
   */
  public static SplitCounts read(RunFolder folder) throws IOException {
    Path path = folder.path(RunContext.REPORT + "/" + FILE);
    FileSystem files = path.getFileSystem(folder.hadoop());
    if (!files.exists(path)) {
      folder.requireTrained();
      throw new InvalidInput(
          "%s: holds no %s; evaluate the run with this version: unroll evaluate %s"
              .formatted(folder.root(), path.getName(), folder.root()));
    }
    try (InputStream in = files.open(path)) {
      SplitCounts counts = Json.LENIENT.readValue(in, SplitCounts.class);
      if (counts == null || counts.metric == null || counts.groups == null) {
        throw JsonFile.damaged(path, "it must say metric and groups", "evaluate the run again");
      }
      return counts;
    } catch (JsonProcessingException e) {
      throw JsonFile.damaged(path, e.getOriginalMessage(), "evaluate the run again");
    }
  }

  public Headline headline() {
    for (Headline headline : Headline.values()) {
      if (headline.metric().equals(metric)) {
        return headline;
      }
    }
    throw new InvalidInput("unknown metric " + metric);
  }

  public Map<Integer, Counts> counts() {
    Map<Integer, Counts> counts = new TreeMap<>();
    groups.forEach((group, values) -> counts.put(group, new Counts(values)));
    return counts;
  }

  /** Returns the metric of the whole split. */
  public double value() {
    return headline().value(counts().values().stream().reduce(Counts.NONE, Counts::plus));
  }
}

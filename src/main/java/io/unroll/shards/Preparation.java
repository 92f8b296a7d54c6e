package io.unroll.shards;

import com.fasterxml.jackson.databind.JsonNode;
import io.unroll.config.CorpusSettings;
import io.unroll.config.InvalidInput;
import io.unroll.config.Settings;
import io.unroll.corpus.Corpora;
import io.unroll.corpus.example.Split;
import io.unroll.corpus.files.Corpus;
import io.unroll.corpus.storage.SparkErrors;
import io.unroll.corpus.text.TextSplits;
import io.unroll.files.ExclusiveFile;
import io.unroll.files.WholeFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Preparation of a corpus as a shards folder: vocabularies, batches, manifest. */
public final class Preparation {

  /** Content of a new folder other than its batches. */
  private record Written(Manifest manifest, DataReport report) {}

  private final SparkSession spark;
  private final JavaSparkContext context;
  private final Settings settings;
  private final Optional<TextSplits> text;
  private final Optional<Corpus> examples;
  private final InputFiles files;
  private final JsonNode shaping;
  private final Optional<KnownSides> known;
  private final Function<DataReport, Map<String, byte[]>> pages;

  private Preparation(
      SparkSession spark,
      Settings settings,
      Optional<Corpus> examples,
      Optional<KnownSides> known,
      Function<DataReport, Map<String, byte[]>> pages) {
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.settings = settings;
    this.known = known;
    this.pages = pages;
    this.text = text(settings, context.hadoopConfiguration());
    this.examples = examples;
    this.files = InputFiles.of(context.hadoopConfiguration(), settings, text, examples);
    this.shaping = ShapingSettings.of(settings);
  }

  /**
   * Prepares shards as below, without pages.
   *
   * @see #prepare(SparkSession, Settings, Path, boolean, Optional, Function)
   */
  public static Prepared prepare(
      SparkSession spark, Settings settings, Path path, boolean overwrite) {
    return prepare(spark, settings, path, overwrite, Optional.empty(), report -> Map.of());
  }

  /**
   * Prepares shards, or reuses those at {@code path} if they come from the same settings and files.
   *
   * <p>Everything is written to a sibling folder first, then renamed, then marked {@code _SUCCESS}.
   *
   * @param path the shards folder on any Hadoop file system
   * @param overwrite whether to replace shards made from other settings or files
   * @param known how the model reads and writes that is to go on from here; otherwise both are
   *     learned from the training split
   * @param pages what to write with the data report, such as a page that shows it: contents by file
   *     name; not asked for where shards are reused
   * @throws InvalidInput if the corpus is missing, unreadable or has a split without usable
   *     examples, or if {@code path} holds something else
   */
  public static Prepared prepare(
      SparkSession spark,
      Settings settings,
      Path path,
      boolean overwrite,
      Optional<KnownSides> known,
      Function<DataReport, Map<String, byte[]>> pages) {
    return new Preparation(spark, settings, examples(spark, settings), known, pages)
        .prepare(path, overwrite);
  }

  /** Prepares the examples of a corpus that is open already. */
  static Prepared prepare(SparkSession spark, Settings settings, Corpus corpus, Path path) {
    return new Preparation(
            spark, settings, Optional.of(corpus), Optional.empty(), report -> Map.of())
        .prepare(path, false);
  }

  private Prepared prepare(Path path, boolean overwrite) {
    try {
      FileSystem system = path.getFileSystem(context.hadoopConfiguration());
      return prepare(ShardFolder.at(system, path), overwrite);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      // Spark is Scala: checked exceptions come undeclared.
      Optional<InvalidInput> unreadable = SparkErrors.unreadableFile(e);
      if (unreadable.isPresent()) {
        throw unreadable.get();
      }
      throw e;
    } finally {
      context.clearJobGroup();
    }
  }

  private static Optional<TextSplits> text(Settings settings, Configuration hadoop) {
    CorpusSettings corpus = settings.corpus();
    return corpus.isRunningText() && corpus instanceof CorpusSettings.FromFiles files
        ? Optional.of(TextSplits.find(hadoop, files.paths()))
        : Optional.empty();
  }

  private static Optional<Corpus> examples(SparkSession spark, Settings settings) {
    return Layout.of(settings.corpus()) == Layout.BUCKETED
        ? Optional.of(Corpora.open(spark, settings))
        : Optional.empty();
  }

  private Prepared prepare(ShardFolder folder, boolean overwrite) throws IOException {
    if (folder.holdsSomethingElse()) {
      throw new InvalidInput(
          folder.path()
              + ": must be new, empty or hold shards, but holds other files; choose another --out");
    }
    if (folder.isComplete() && !overwrite) {
      Manifest manifest = reusable(folder);
      return new Prepared(folder.path(), manifest, folder.readDataReport(), true);
    }
    Path path = folder.path();
    Path sibling = new Path(path.getParent(), "_preparing-" + path.getName());
    ShardFolder unfinished = new ShardFolder(folder.system(), sibling);
    try {
      delete(folder.system(), sibling);
      Written written = write(unfinished);
      WholeFolder.delete(folder.system(), path);
      ExclusiveFile.move(folder.system(), sibling, path);
      folder.system().create(folder.success()).close();
      return new Prepared(path, written.manifest, Optional.of(written.report), false);
    } finally {
      delete(folder.system(), sibling);
    }
  }

  private Manifest reusable(ShardFolder folder) throws IOException {
    Manifest manifest = folder.readManifest();
    List<String> differences =
        new ArrayList<>(ShapingSettings.differences(manifest.settings(), shaping));
    long finished = folder.system().getFileStatus(folder.success()).getModificationTime();
    if (files.differFrom(manifest, finished)) {
      differences.add("the files have changed since");
    }
    if (!differences.isEmpty()) {
      throw new InvalidInput(
          ("%s: holds shards that were prepared differently (%s);"
                  + " choose another --out or --overwrite")
              .formatted(folder.path(), String.join(", ", differences)));
    }
    return manifest;
  }

  private Written write(ShardFolder folder) throws IOException {
    Draft draft =
        text.map(files -> StreamDraft.of(context, settings, files, known))
            .orElseGet(() -> ExampleDraft.of(context, settings, examples.orElseThrow(), known));
    ShardWriter writer = new ShardWriter(spark, folder, settings.shards().files());
    for (Map.Entry<Split, PlacedBatches> entry : draft.batches().entrySet()) {
      context.setJobDescription("prepare: writing " + entry.getKey().label());
      writer.write(entry.getKey(), entry.getValue());
    }
    context.setJobDescription("prepare: data report");
    DraftStatistics statistics = draft.statistics().apply(spark);
    draft.cached().forEach(rdd -> rdd.unpersist(false));
    for (Map.Entry<String, byte[]> file : draft.files().entrySet()) {
      folder.writeFile(file.getKey(), file.getValue());
    }
    context.setJobDescription("prepare: reading back");
    BatchCensus census = BatchCensus.of(spark, folder, settings.seed());
    context.setJobDescription("prepare: hashing files");
    Manifest manifest = manifest(draft, census, ShardFiles.of(context, folder));
    folder.writeManifest(manifest);
    return new Written(manifest, writeReport(folder, manifest, census, statistics));
  }

  private DataReport writeReport(
      ShardFolder folder, Manifest manifest, BatchCensus census, DraftStatistics statistics)
      throws IOException {
    DataReport report =
        new DataReportAssembly(manifest, census, statistics, settings.shards().batchSize())
            .report();
    folder.writeFile(ShardFolder.DATA_REPORT, SidecarFiles.json(report));
    for (Map.Entry<String, byte[]> page : pages.apply(report).entrySet()) {
      folder.writeFile(page.getKey(), page.getValue());
    }
    return report;
  }

  private Manifest manifest(Draft draft, BatchCensus census, List<Manifest.ShardFile> shardFiles) {
    Map<String, Manifest.SplitSummary> splits = new LinkedHashMap<>();
    draft
        .counts()
        .forEach(
            (split, counts) ->
                splits.put(
                    split.label(),
                    new Manifest.SplitSummary(
                        counts.read(),
                        counts.kept(),
                        counts.droppedByLabel(),
                        census.split(split).batches(),
                        census.split(split).tokens(),
                        census.split(split).buckets())));
    return new Manifest(
        Manifest.FORMAT_VERSION,
        layout().label(),
        draft.unit(),
        shaping,
        files.summary(draft.malformedLines()),
        new TreeMap<>(draft.sides()),
        vocabularySizes(draft),
        splits,
        shardFiles,
        draft.test().hex(),
        census.contentHash());
  }

  private Layout layout() {
    return Layout.of(settings.corpus());
  }

  private SortedMap<String, Integer> vocabularySizes(Draft draft) {
    Manifest.Side input = Objects.requireNonNull(draft.sides().get("input"));
    Manifest.Side target = Objects.requireNonNull(draft.sides().get("target"));
    return layout() == Layout.LANES
        ? new TreeMap<>(Map.of("tokens", input.size()))
        : new TreeMap<>(Map.of("source", input.size(), "target", target.size()));
  }

  private static void delete(FileSystem system, Path path) throws IOException {
    if (system.exists(path) && !system.delete(path, true)) {
      throw new IOException("cannot delete " + path);
    }
  }
}

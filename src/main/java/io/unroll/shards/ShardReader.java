package io.unroll.shards;

import io.unroll.config.InvalidInput;
import io.unroll.config.TokenSettings;
import io.unroll.corpus.example.Split;
import io.unroll.tokens.TextCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** A complete shards folder, open for reading. */
public final class ShardReader {
  /** The role of what a network reads. */
  public static final String SOURCE = "source";

  /** The role of what it writes. */
  public static final String TARGET = "target";

  private final ShardFolder folder;
  private final Manifest manifest;
  private boolean verified;

  private ShardReader(ShardFolder folder, Manifest manifest) {
    this.folder = folder;
    this.manifest = manifest;
  }

  /**
   * Opens a shards folder on any Hadoop file system.
   *
   * @throws InvalidInput if there is none, it is not complete or of another format version
   */
  public static ShardReader open(Path path, Configuration hadoop) {
    try {
      ShardFolder folder = ShardFolder.at(path.getFileSystem(hadoop), path);
      if (!folder.system().exists(path)) {
        throw new InvalidInput(path + ": no such shards folder; prepare the shards first");
      }
      if (!folder.isComplete()) {
        throw new InvalidInput(
            path + ": must hold complete shards, but has no _SUCCESS; prepare the shards again");
      }
      return new ShardReader(folder, folder.readManifest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the manifest of the folder. */
  public Manifest manifest() {
    return manifest;
  }

  /** Returns the report of the data, if the folder was prepared with one. */
  public Optional<DataReport> dataReport() {
    try {
      return folder.readDataReport();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the one codec of a language model.
   *
   * @param settings those of the run
   * @throws InvalidInput if the folder has none
   */
  public TextCodec codec(TokenSettings settings) {
    return source(settings).texts().orElseThrow();
  }

  /**
   * Returns the codec of inputs.
   *
   * @param settings those of the run
   * @throws InvalidInput if its file is missing
   */
  public SideCodec source(TokenSettings settings) {
    return side(SOURCE, manifest.input(), settings);
  }

  /** Returns the codec of targets; in the lanes layout that of {@link #source}. */
  public SideCodec target(TokenSettings settings) {
    return side(TARGET, manifest.target(), settings);
  }

  private SideCodec side(String role, Manifest.Side summary, TokenSettings settings) {
    try {
      String file = manifest.layout().equals(Layout.LANES.label()) ? "" : role;
      return SideCodec.read(folder.system(), folder.path(), file, summary, settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the batches of a split, in no particular order. The first call reads all files once and
   * compares them with the manifest.
   *
   * @throws InvalidInput that names the files that are not as they were written
   */
  public JavaRDD<SequenceBatch> batches(SparkSession spark, Split split) {
    if (!verified) {
      verifyFiles(JavaSparkContext.fromSparkContext(spark.sparkContext()));
    }
    return BatchRow.read(spark, folder.split(split));
  }

  private void verifyFiles(JavaSparkContext spark) {
    spark.setJobDescription("shards: verifying files");
    try {
      ShardFiles.verify(spark, folder, manifest.files());
      verified = true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      spark.clearJobGroup();
    }
  }

  /**
   * Reads everything and checks it against the manifest's content hash.
   *
   * @throws InvalidInput if the content is not what was written
   */
  public void verify(SparkSession spark) {
    String found = BatchCensus.of(spark, folder, 0).contentHash();
    if (!found.equals(manifest.contentHash())) {
      throw new InvalidInput(
          "%s: contentHash must be %s, but the batches have %s; prepare the shards again"
              .formatted(folder.path(), manifest.contentHash(), found));
    }
  }
}

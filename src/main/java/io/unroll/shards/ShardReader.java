package io.unroll.shards;

import io.unroll.config.InvalidInput;
import io.unroll.corpus.Split;
import io.unroll.tokens.Vocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** A complete shards folder, open for reading. */
public final class ShardReader {
  private static final String SOURCE = "source";
  private static final String TARGET = "target";

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

  /** What the folder holds. */
  public Manifest manifest() {
    return manifest;
  }

  /** The one vocabulary of a language model. */
  public Vocabulary vocabulary() {
    return vocabulary("");
  }

  /** The vocabulary of the sources of an encoder-decoder. */
  public Vocabulary sourceVocabulary() {
    return vocabulary(SOURCE);
  }

  /** The vocabulary of the targets of an encoder-decoder. */
  public Vocabulary targetVocabulary() {
    return vocabulary(TARGET);
  }

  /**
   * The batches of a split, in no particular order. The first call reads all files once and
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
    String found = BatchCensus.of(spark, folder).contentHash();
    if (!found.equals(manifest.contentHash())) {
      throw new InvalidInput(
          "%s: contentHash must be %s, but the batches have %s; prepare the shards again"
              .formatted(folder.path(), manifest.contentHash(), found));
    }
  }

  private Vocabulary vocabulary(String side) {
    try {
      return folder
          .readVocabulary(side)
          .orElseThrow(
              () ->
                  new InvalidInput(
                      "%s: has no %s; its layout is %s and its sides are %s"
                          .formatted(
                              folder.path(),
                              ShardFolder.vocabulary(side),
                              manifest.layout(),
                              manifest.sides())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

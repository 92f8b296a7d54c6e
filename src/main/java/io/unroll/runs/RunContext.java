package io.unroll.runs;

import io.unroll.config.Settings;
import io.unroll.corpus.example.Split;
import io.unroll.evaluation.Evaluator;
import io.unroll.network.NetworkBlueprint;
import io.unroll.shards.SequenceBatch;
import io.unroll.shards.ShardReader;
import io.unroll.shards.SideCodec;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Settings, folder, Spark and data that the stages of one run share. */
public final class RunContext {
  public static final String SHARDS = "shards";
  public static final String CHECKPOINTS = "checkpoints";
  public static final String MODEL = "model";
  public static final String REPORT = "report";

  private final Settings settings;
  private final RunFolder folder;
  private final SparkSession spark;
  private final Optional<Ancestor> ancestor;
  private Optional<Data> data = Optional.empty();

  public RunContext(Settings settings, RunFolder folder, SparkSession spark) {
    this(settings, folder, spark, Optional.empty());
  }

  /**
   * @param ancestor the model that the run goes on from, if it does
   */
  public RunContext(
      Settings settings, RunFolder folder, SparkSession spark, Optional<Ancestor> ancestor) {
    this.settings = settings;
    this.folder = folder;
    this.spark = spark;
    this.ancestor = ancestor;
  }

  public Settings settings() {
    return settings;
  }

  public RunFolder folder() {
    return folder;
  }

  public SparkSession spark() {
    return spark;
  }

  Optional<Ancestor> ancestor() {
    return ancestor;
  }

  public JavaSparkContext javaSpark() {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }

  /**
   * Returns the run's shards and what follows from them; the shards must have been prepared. They
   * are opened once, because a reader hashes all files before it first reads one.
   */
  public Data data() {
    Data opened = data.orElseGet(this::opened);
    data = Optional.of(opened);
    return opened;
  }

  private Data opened() {
    ShardReader shards = ShardReader.open(folder.path(SHARDS), folder.hadoop());
    SideCodec source = shards.source(settings.tokens());
    SideCodec target = shards.target(settings.tokens());
    NetworkBlueprint blueprint = NetworkBlueprint.of(settings, source.summary(), target.summary());
    return new Data(shards, source, target, blueprint);
  }

  Evaluator evaluator(Data data) {
    return new Evaluator(
        javaSpark(), settings, data.blueprint(), data.target(), BuildInfo.version());
  }

  public JavaRDD<SequenceBatch> batches(Data data, Split split) {
    return data.shards().batches(spark, split);
  }

  /**
   * @param source what the network reads
   * @param target what it is to put out; the same for language models
   */
  public record Data(
      ShardReader shards, SideCodec source, SideCodec target, NetworkBlueprint blueprint) {}
}

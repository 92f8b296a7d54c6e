package io.unroll.ml;

import io.unroll.config.InvalidInput;
import io.unroll.config.Settings;
import io.unroll.corpus.Split;
import io.unroll.evaluation.Evaluator;
import io.unroll.evaluation.StopMetrics;
import io.unroll.network.NetworkBlueprint;
import io.unroll.shards.Preparation;
import io.unroll.shards.SequenceBatch;
import io.unroll.shards.ShardReader;
import io.unroll.shards.SideCodec;
import io.unroll.training.AveragingTrainer;
import io.unroll.training.CheckpointStore;
import io.unroll.training.ModelFolder;
import io.unroll.training.TrainingOutcome;
import io.unroll.training.TrainingProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;

/** One training on a DataFrame: rows to shards to a model's folder. */
record Fitting(SparkSession spark, String name, Path folder) {

  /** The estimator's folder, or a new temporary one where the driver is the executor too. */
  static Path folder(SequenceEstimator<?> estimator, Dataset<?> rows) throws IOException {
    Param<String> given = estimator.workDir();
    String name = estimator.uid() + "-" + UUID.randomUUID();
    if (estimator.isDefined(given)) {
      return new Path(estimator.column(given), name);
    }
    if (!rows.sparkSession().sparkContext().isLocal()) {
      throw new InvalidInput(
          estimator.getClass().getSimpleName()
              + ": workDir must be set on a cluster, to a folder all executors see");
    }
    return new Path(Files.createTempDirectory("unroll-ml").resolve(name).toUri());
  }

  /** Trains and returns the model's folder, the only one that stays; none where training fails. */
  Path fit(FittingRows rows, Function<String, Settings> settingsOf) throws IOException {
    boolean done = false;
    try {
      Path model = trained(rows, settingsOf);
      done = true;
      return model;
    } finally {
      if (!done) {
        folder.getFileSystem(spark.sparkContext().hadoopConfiguration()).delete(folder, true);
      }
    }
  }

  private Path trained(FittingRows rows, Function<String, Settings> settingsOf) throws IOException {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Path table = new Path(folder, "examples.parquet");
    Settings settings = settingsOf.apply(table.toString());
    rows.write(spark, new Path(folder, "rows.parquet"), table);
    Path shards = new Path(folder, "shards");
    Preparation.prepare(spark, settings, shards, false);
    ShardReader reader = ShardReader.open(shards, hadoop);
    SideCodec source = reader.source(settings.tokens());
    SideCodec target = reader.target(settings.tokens());
    NetworkBlueprint blueprint = NetworkBlueprint.of(settings, source.summary(), target.summary());
    CheckpointStore checkpoints =
        new CheckpointStore(
            new Path(folder, "checkpoints"), hadoop, reader.manifest().contentHash());
    JavaRDD<SequenceBatch> valid = reader.batches(spark, Split.VALID);
    Evaluator evaluator =
        new Evaluator(context, settings, blueprint, target, settings.backend().threads(), "");
    TrainingOutcome outcome =
        new AveragingTrainer(
                context,
                settings,
                blueprint,
                checkpoints,
                new TrainingProgress() {},
                StopMetrics.of(settings, evaluator, valid),
                () -> false)
            .train(reader.batches(spark, Split.TRAIN), valid);
    Path model = new Path(folder, "model");
    ModelFolder.save(model, hadoop, settings, source, target, outcome.parameters());
    for (String done : List.of("rows.parquet", "examples.parquet", "shards", "checkpoints")) {
      folder.getFileSystem(hadoop).delete(new Path(folder, done), true);
    }
    return model;
  }
}

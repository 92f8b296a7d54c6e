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
import java.util.UUID;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/** One training on a DataFrame: rows to shards to a model's folder. */
record Fitting(SparkSession spark, String name, Path folder) {
  static final String INPUT = "input";
  static final String LABEL = "target";
  static final String SPLIT = "split";
  private static final int VALID_PERCENT = 10;

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

  /** Trains and returns the model's folder. */
  Path fit(Dataset<?> rows, String input, String label, Function<String, Settings> settingsOf)
      throws IOException {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Path table = new Path(folder, "rows.parquet");
    Settings settings = settingsOf.apply(table.toString());
    write(rows, input, label, table);
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
    for (Path done : new Path[] {table, shards, new Path(folder, "checkpoints")}) {
      done.getFileSystem(hadoop).delete(done, true);
    }
    return model;
  }

  /**
   * Rows with a text and a label each, and the split they belong to. Shards have a test split too,
   * which nothing here looks at: the validating rows once more.
   */
  private static void write(Dataset<?> rows, String input, String label, Path table) {
    StructType schema = rows.schema();
    Column text = Columns.text(schema, input);
    Column answer = Columns.text(schema, label);
    Column bucket = functions.pmod(functions.xxhash64(text, answer), functions.lit(100));
    Column splits =
        functions
            .when(
                bucket.lt(VALID_PERCENT),
                functions.array(
                    functions.lit(Split.VALID.label()), functions.lit(Split.TEST.label())))
            .otherwise(functions.array(functions.lit(Split.TRAIN.label())));
    rows.select(text.as(INPUT), answer.as(LABEL), functions.explode(splits).as(SPLIT))
        .write()
        .parquet(table.toString());
  }
}

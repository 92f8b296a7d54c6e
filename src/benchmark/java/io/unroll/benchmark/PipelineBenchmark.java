package io.unroll.benchmark;

import io.unroll.ml.SequenceClassifier;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pipeline}: a classifier chosen by MLlib's cross-validation on a standalone cluster. */
@Command(
    name = "pipeline",
    description = {
      "Cross-validates a Spark ML pipeline with a SequenceClassifier on a standalone cluster of two"
          + " executors and prints accuracy and area under the ROC curve on a tenth held out."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Benchmarks.Version.class,
    footer = {"", "Example:", "  src/benchmark/run pipeline --texts SMSSpamCollection"})
public final class PipelineBenchmark implements Callable<Integer> {
  private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

  @Option(
      names = "--texts",
      paramLabel = "FILE",
      required = true,
      description = "lines of a label, a tab and a text; repeated lines count once")
  private @Nullable Path texts;

  @Option(names = "--epochs", defaultValue = "6", description = "(${DEFAULT-VALUE})")
  private int epochs;

  @Option(names = "--folds", defaultValue = "2", description = "(${DEFAULT-VALUE})")
  private int folds;

  @Spec private @Nullable CommandSpec command;

  @Override
  public Integer call() throws IOException {
    Path folder = Files.createTempDirectory("unroll-pipeline");
    try (BenchmarkCluster cluster = new BenchmarkCluster(folder.resolve("cluster"), 2, "1g");
        SparkSession spark = cluster.open("pipeline", Map.of())) {
      validate(spark, folder.resolve("work").toUri().toString());
    }
    return 0;
  }

  private void validate(SparkSession spark, String workDir) throws IOException {
    Dataset<Row>[] parts = parts(spark);
    SequenceClassifier classifier =
        new SequenceClassifier()
            .setInputCol("text")
            .setWorkDir(workDir)
            .setEpochs(epochs)
            .setDropout(0.5)
            .setLearningRate(0.004);
    ParamMap[] grid =
        new ParamGridBuilder().addGrid(classifier.hidden(), new int[] {16, 64}).build();
    StringIndexer indexer = new StringIndexer().setInputCol("kind").setOutputCol("label");
    MulticlassClassificationEvaluator accuracy =
        new MulticlassClassificationEvaluator().setMetricName("accuracy");
    long start = System.nanoTime();
    CrossValidatorModel found =
        new CrossValidator()
            .setEstimator(new Pipeline().setStages(new PipelineStage[] {indexer, classifier}))
            .setEvaluator(accuracy)
            .setEstimatorParamMaps(grid)
            .setNumFolds(folds)
            .setSeed(1)
            .fit(parts[0]);
    for (int i = 0; i < grid.length; i++) {
      say(
          "hidden %d: accuracy %.4f in %d folds",
          grid[i].apply(classifier.hidden()), found.avgMetrics()[i], folds);
    }
    String saved = workDir + "/pipeline";
    ((PipelineModel) found.bestModel()).save(saved);
    Dataset<Row> answered = PipelineModel.load(saved).transform(parts[1]).cache();
    double area =
        new BinaryClassificationEvaluator().setRawPredictionCol("probability").evaluate(answered);
    say(
        "the better one, saved and loaded, on %,d texts held out: accuracy %.4f, area %.4f",
        answered.count(), accuracy.evaluate(answered), area);
    say("%.0f s", (System.nanoTime() - start) / NANOS);
  }

  /** Nine tenths to choose and train on, a tenth to judge by, by a hash of the text. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  private Dataset<Row>[] parts(SparkSession spark) {
    Dataset<Row> all =
        spark
            .read()
            .text(Objects.requireNonNull(texts).toUri().toString())
            .distinct()
            .select(
                functions.substring_index(functions.col("value"), "\t", 1).as("kind"),
                functions.expr("substring(value, instr(value, '\t') + 1)").as("text"));
    Dataset<Row> cut = all.withColumn("held", functions.expr("pmod(xxhash64(text), 10) = 0"));
    return new Dataset[] {
      cut.filter("not held").drop("held").cache(), cut.filter("held").drop("held").cache()
    };
  }

  private void say(String format, Object... values) {
    PrintWriter out = Objects.requireNonNull(command).commandLine().getOut();
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }
}

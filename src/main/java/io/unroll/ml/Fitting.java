package io.unroll.ml;

import io.unroll.config.InvalidInput;
import io.unroll.config.Settings;
import io.unroll.files.ExclusiveFile;
import io.unroll.runs.Run;
import io.unroll.runs.RunContext;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;

/** One training on a DataFrame: rows to shards to a model's folder. */
record Fitting(SparkSession spark, String name, Path folder) {

  /**
   * Returns the estimator's folder, or a new temporary one where the driver is the executor too.
   */
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
    FileSystem files = folder.getFileSystem(spark.sparkContext().hadoopConfiguration());
    Path table = new Path(folder, "examples.parquet");
    Settings settings = settingsOf.apply(table.toString());
    Path unsorted = new Path(folder, "rows.parquet");
    rows.write(spark, unsorted, table);
    Path place = new Path(folder, "run");
    try (Run run = Run.open(settings, place.toString(), spark)) {
      run.prepare();
      run.train();
    }
    Path model = new Path(folder, "model");
    ExclusiveFile.move(files, new Path(place, RunContext.MODEL), model);
    for (Path done : List.of(unsorted, table, place)) {
      files.delete(done, true);
    }
    return model;
  }
}

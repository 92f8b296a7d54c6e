package io.unroll.ml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;
import scala.Option;

/** Reader of what {@link ModelWriter} wrote. */
final class ModelReader extends MLReader<SequenceModel> {

  @Override
  public SequenceModel load(String path) {
    DefaultParamsReader.Metadata metadata =
        StageMetadata.read(
            path,
            sparkSession().sparkContext().hadoopConfiguration(),
            SequenceModel.class.getName());
    Path folder = new Path(path, ModelWriter.FOLDER);
    SequenceModel model = new SequenceModel(metadata.uid(), folder, Optional.of(copied(folder)));
    metadata.getAndSetParams(model, Option.empty());
    return model;
  }

  /**
   * Returns a copy on the driver. Where a model is saved over the folder that it was loaded from,
   * Spark deletes that folder first.
   */
  private Path copied(Path folder) {
    Configuration hadoop = sparkSession().sparkContext().hadoopConfiguration();
    try {
      Path copy = new Path(Files.createTempDirectory("unroll-ml").toUri());
      FileSystem local = copy.getFileSystem(hadoop);
      local.deleteOnExit(copy);
      Path model = new Path(copy, ModelWriter.FOLDER);
      FileUtil.copy(folder.getFileSystem(hadoop), folder, local, model, false, true, hadoop);
      return model;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

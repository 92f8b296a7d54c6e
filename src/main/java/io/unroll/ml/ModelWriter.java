package io.unroll.ml;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.MLWriter;
import scala.Option;

/** Writer of a model's Params and a copy of its folder. */
final class ModelWriter extends MLWriter {
  static final String FOLDER = "model";

  private final SequenceModel model;

  ModelWriter(SequenceModel model) {
    this.model = model;
  }

  @Override
  public void saveImpl(String path) {
    DefaultParamsWriter.saveMetadata(
        model, path, sparkSession().sparkContext(), Option.empty(), Option.empty());
    Configuration hadoop = sparkSession().sparkContext().hadoopConfiguration();
    Path from = model.source();
    Path to = new Path(path, FOLDER);
    try {
      FileUtil.copy(
          from.getFileSystem(hadoop), from, to.getFileSystem(hadoop), to, false, true, hadoop);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

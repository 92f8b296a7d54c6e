package io.unroll.ml;

import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;
import scala.Option;

/** Reads what {@link ModelWriter} wrote. */
final class ModelReader extends MLReader<SequenceModel> {

  @Override
  public SequenceModel load(String path) {
    DefaultParamsReader.Metadata metadata =
        DefaultParamsReader.loadMetadata(
            path, sparkSession().sparkContext(), SequenceModel.class.getName());
    SequenceModel model = new SequenceModel(metadata.uid(), new Path(path, ModelWriter.FOLDER));
    metadata.getAndSetParams(model, Option.empty());
    return model;
  }
}

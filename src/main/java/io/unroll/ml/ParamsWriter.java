package io.unroll.ml;

import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.MLWriter;
import scala.Option;

/** Writer of a stage that is nothing but its Params. */
final class ParamsWriter extends MLWriter {
  private final Params stage;

  ParamsWriter(Params stage) {
    this.stage = stage;
  }

  @Override
  public void saveImpl(String path) {
    DefaultParamsWriter.saveMetadata(
        stage, path, sparkSession().sparkContext(), Option.empty(), Option.empty());
  }
}

package io.unroll.ml;

import java.util.function.Function;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;
import scala.Option;

/** Reader of what {@link ParamsWriter} wrote. */
final class ParamsReader<T extends Params> extends MLReader<T> {
  private final Class<T> type;
  private final Function<String, T> create;

  ParamsReader(Class<T> type, Function<String, T> create) {
    this.type = type;
    this.create = create;
  }

  @Override
  public T load(String path) {
    DefaultParamsReader.Metadata metadata =
        StageMetadata.read(
            path, sparkSession().sparkContext().hadoopConfiguration(), type.getName());
    T stage = create.apply(metadata.uid());
    metadata.getAndSetParams(stage, Option.empty());
    return stage;
  }
}

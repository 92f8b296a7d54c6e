package io.unroll.evaluation;

import io.unroll.shards.SequenceBatch;
import io.unroll.shards.SideCodec;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.feature.HashingTF;
import org.apache.spark.ml.feature.RegexTokenizer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Spark MLlib's logistic regression over the words of a text, whatever their order. */
final class BagOfWords {
  private static final int FEATURES = 1 << 18;
  private static final int ITERATIONS = 50;
  private static final double REGULARISATION = 1e-3;
  private static final StructType SCHEMA =
      new StructType().add("text", DataTypes.StringType).add("label", DataTypes.DoubleType);

  private BagOfWords() {}

  /** Share of the test split's texts whose label is right. */
  static double accuracy(
      JavaRDD<SequenceBatch> train, JavaRDD<SequenceBatch> test, SideCodec source) {
    SparkSession spark = SparkSession.builder().getOrCreate();
    Dataset<Row> known = spark.createDataFrame(rows(train, source), SCHEMA).cache();
    RegexTokenizer words =
        new RegexTokenizer().setInputCol("text").setOutputCol("words").setPattern("\\W+");
    HashingTF counted =
        new HashingTF().setInputCol("words").setOutputCol("features").setNumFeatures(FEATURES);
    LogisticRegression regression =
        new LogisticRegression().setMaxIter(ITERATIONS).setRegParam(REGULARISATION);
    Pipeline pipeline = new Pipeline().setStages(new PipelineStage[] {words, counted, regression});
    Dataset<Row> answered =
        pipeline.fit(known).transform(spark.createDataFrame(rows(test, source), SCHEMA));
    Row right =
        answered
            .agg(
                functions.avg(
                    functions
                        .col("prediction")
                        .equalTo(functions.col("label"))
                        .cast(DataTypes.DoubleType)))
            .head();
    known.unpersist();
    return right.getDouble(0);
  }

  private static JavaRDD<Row> rows(JavaRDD<SequenceBatch> batches, SideCodec source) {
    return batches.flatMap(batch -> rows(batch, source).iterator());
  }

  private static List<Row> rows(SequenceBatch batch, SideCodec source) {
    return IntStream.range(0, batch.rows())
        .mapToObj(
            row ->
                RowFactory.create(
                    source.text(batch.input().row(row)), (double) batch.target().row(row).ids()[0]))
        .toList();
  }
}

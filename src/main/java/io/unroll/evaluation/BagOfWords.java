package io.unroll.evaluation;

import io.unroll.shards.SequenceBatch;
import io.unroll.shards.SideCodec;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.feature.CountVectorizer;
import org.apache.spark.ml.feature.CountVectorizerModel;
import org.apache.spark.ml.feature.HashingTF;
import org.apache.spark.ml.feature.RegexTokenizer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Spark MLlib's logistic regression over the words of a text, in any order.
 *
 * <p>MLlib keeps a number for every word and label, some thirty times over, on the driver. Where
 * there are so few labels that all hashes of words fit, words are hashed; otherwise the most
 * frequent words are taken, as many as fit.
 */
record BagOfWords(SideCodec source, SideCodec target) {
  static final String NAME = "bagOfWords";

  private static final int HASHES = 1 << 18;
  private static final int MOST_COEFFICIENTS = 1 << 20;
  private static final int ITERATIONS = 50;
  private static final double REGULARISATION = 1e-3;
  private static final String WORDS = "words";
  private static final String FEATURES = "features";
  private static final StructType SCHEMA =
      new StructType().add("text", DataTypes.StringType).add("label", DataTypes.DoubleType);

  /** Returns the share of the test split's texts whose label is right. */
  BaselineScores.Score score(JavaRDD<SequenceBatch> train, JavaRDD<SequenceBatch> test) {
    SparkSession spark = SparkSession.builder().getOrCreate();
    Dataset<Row> known = spark.createDataFrame(rows(train), SCHEMA).cache();
    try {
      int most = Math.max(1, MOST_COEFFICIENTS / target.names().size());
      RegexTokenizer words =
          new RegexTokenizer().setInputCol("text").setOutputCol(WORDS).setPattern("(?U)\\W+");
      LogisticRegression regression =
          new LogisticRegression().setMaxIter(ITERATIONS).setRegParam(REGULARISATION);
      PipelineModel model =
          new Pipeline()
              .setStages(new PipelineStage[] {words, features(most), regression})
              .fit(known);
      Row right =
          model
              .transform(spark.createDataFrame(rows(test), SCHEMA))
              .agg(
                  functions.avg(
                      functions
                          .col("prediction")
                          .equalTo(functions.col("label"))
                          .cast(DataTypes.DoubleType)))
              .head();
      return new BaselineScores.Score(name(model, most), right.getDouble(0));
    } finally {
      known.unpersist();
    }
  }

  private static PipelineStage features(int most) {
    return HASHES <= most
        ? new HashingTF().setInputCol(WORDS).setOutputCol(FEATURES).setNumFeatures(HASHES)
        : new CountVectorizer().setInputCol(WORDS).setOutputCol(FEATURES).setVocabSize(most);
  }

  private static String name(PipelineModel model, int most) {
    boolean cut =
        model.stages()[1] instanceof CountVectorizerModel counted
            && counted.vocabulary().length == most;
    return cut ? String.format(Locale.ROOT, "%s of %,d words", NAME, most) : NAME;
  }

  private JavaRDD<Row> rows(JavaRDD<SequenceBatch> batches) {
    SideCodec texts = source;
    return batches.flatMap(batch -> rows(batch, texts).iterator());
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

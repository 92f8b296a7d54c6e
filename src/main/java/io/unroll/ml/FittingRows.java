package io.unroll.ml;

import io.unroll.config.InvalidInput;
import io.unroll.corpus.example.Split;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * The rows an estimator is fit to: an input and a label each, and the split they belong to.
 *
 * @param owner the estimator, for errors
 * @param inputName the input's column, for errors
 * @param labelName likewise
 * @param hash of both, which says what a row is for
 * @param skips whether rows without an input or a label are left out, and not refused
 */
record FittingRows(
    Dataset<?> rows,
    String owner,
    Column input,
    String inputName,
    Column label,
    String labelName,
    Column hash,
    boolean skips) {
  static final String INPUT = "input";
  static final String LABEL = "target";
  static final String SPLIT = "split";
  private static final String BUCKET = "bucket";
  private static final int BUCKETS = 100;
  private static final int VALID_PERCENT = 10;

  /**
   * Writes examples. Shards have a test split too, which nothing looks at: the validating rows once
   * more.
   *
   * @param whole where the rows go first, so that they are computed once
   * @throws InvalidInput if a row lacks its input or label, or all rows are equal
   */
  void write(SparkSession spark, Path whole, Path examples) {
    Column bucket = functions.pmod(hash, functions.lit(BUCKETS));
    rows.select(input.as(INPUT), label.as(LABEL), bucket.as(BUCKET))
        .write()
        .parquet(whole.toString());
    Dataset<Row> given = spark.read().parquet(whole.toString());
    Column present = functions.col(INPUT).isNotNull().and(functions.col(LABEL).isNotNull());
    checkNulls(given);
    Dataset<Row> table = given.filter(present);
    Column splits =
        functions
            .when(
                validates(table),
                functions.array(
                    functions.lit(Split.VALID.label()), functions.lit(Split.TEST.label())))
            .otherwise(functions.array(functions.lit(Split.TRAIN.label())));
    table
        .select(functions.col(INPUT), functions.col(LABEL), functions.explode(splits).as(SPLIT))
        .write()
        .parquet(examples.toString());
  }

  private void checkNulls(Dataset<Row> table) {
    Row nulls =
        table
            .select(
                functions.count_if(functions.col(INPUT).isNull()),
                functions.count_if(functions.col(LABEL).isNull()),
                functions.count(functions.lit(1)))
            .head();
    if (!skips && nulls.getLong(0) + nulls.getLong(1) > 0) {
      throw new InvalidInput(
          ("%s: every row must have an input and a label, got %s without %s and %s without %s in %s"
                  + " rows; drop them, or set handleInvalid to skip")
              .formatted(
                  owner,
                  nulls.getLong(0),
                  inputName,
                  nulls.getLong(1),
                  labelName,
                  nulls.getLong(2)));
    }
  }

  /**
   * Returns a tenth by hash. Few rows may all fall on one side: then those of one end of the hashes
   * go to the other.
   */
  private Column validates(Dataset<Row> table) {
    Column bucket = functions.col(BUCKET);
    Row found =
        table
            .select(functions.min(bucket), functions.max(bucket), functions.count(functions.lit(1)))
            .head();
    if (found.getLong(2) == 0 || found.getLong(0) == found.getLong(1)) {
      throw new InvalidInput(
          "%s: must have two different rows at least, one to train on and one to validate, got %s"
              .formatted(owner, found.getLong(2)));
    }
    long least = found.getLong(0);
    long most = found.getLong(1);
    return bucket.lt(Math.min(Math.max(VALID_PERCENT, least + 1), most));
  }
}

package io.unroll.answering;

import io.unroll.config.EvaluationSettings;
import io.unroll.config.InvalidInput;
import io.unroll.training.ModelFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Answers to the rows of a Spark table on executors: every row is kept as it is, in its place, and
 * gets its answer and its score as more columns, and the probabilities of labels if wanted.
 *
 * <p>An executor reads the model once for each task it runs at a time, and keeps it for the next.
 * The table may be a stream.
 *
 * @param model folder of the model, where all executors see it
 * @param evaluation how answers are searched for
 * @param limit which inputs are answered
 * @param column that holds the inputs, texts or lists of words; rows without one get no answer
 * @param added the new columns
 * @param threads native threads of a task
 */
public record TableAnswers(
    String model,
    EvaluationSettings evaluation,
    InputLimit limit,
    String column,
    Added added,
    int threads) {
  /** The new columns where nobody names them. */
  public static final Added COLUMNS = new Added("answer", "score", Optional.empty());

  private static final DataType WORDS = DataTypes.createArrayType(DataTypes.StringType, false);

  /**
   * Names of the new columns.
   *
   * @param answer of the answers: texts, or lists of words where inputs are
   * @param score of their log probabilities, in nats
   * @param probabilities of every label's probability, in the labels' order, for models that give
   *     an input one label
   */
  public record Added(String answer, String score, Optional<String> probabilities) {
    private StructType to(StructType schema, boolean listed) {
      StructType longer =
          schema
              .add(answer, listed ? WORDS : DataTypes.StringType, true)
              .add(score, DataTypes.DoubleType, true);
      return probabilities
          .map(name -> longer.add(name, DataTypes.createArrayType(DataTypes.DoubleType, false)))
          .orElse(longer);
    }

    private List<String> names() {
      return Stream.concat(Stream.of(answer, score), probabilities.stream()).toList();
    }
  }

  /** Returns the table with the new columns, what was not answered counted in Spark's own page. */
  public Dataset<Row> answer(Dataset<Row> table) {
    return answer(table, AnswerTally.of(table.sparkSession().sparkContext()));
  }

  /**
   * Returns the table with the new columns.
   *
   * @param tally gets rows that were not answered as they came, once the table is computed
   * @throws InvalidInput if the column is missing or of another type, or the new ones are there
   *     already
   */
  public Dataset<Row> answer(Dataset<Row> table, AnswerTally tally) {
    StructType schema = table.schema();
    List<String> columns = Arrays.asList(schema.fieldNames());
    if (!columns.contains(column)) {
      throw new InvalidInput("the table must have a column %s, got %s".formatted(column, columns));
    }
    boolean listed = isListed(schema.apply(column).dataType());
    for (String name : added.names()) {
      if (columns.contains(name)) {
        throw new InvalidInput(
            "the table has a column %s already, where the answers go; rename it".formatted(name));
      }
    }
    Configuration hadoop = table.sparkSession().sparkContext().hadoopConfiguration();
    RowAnswers answers =
        new RowAnswers(
            new ModelPool.Key(model, written(hadoop), evaluation, limit),
            new SerializableConfiguration(hadoop),
            tally,
            columns.indexOf(column),
            column,
            added.probabilities().isPresent(),
            threads);
    return table.mapPartitions(answers, Encoders.row(added.to(schema, listed)));
  }

  private boolean isListed(DataType type) {
    if (type.equals(DataTypes.StringType)) {
      return false;
    }
    if (type instanceof ArrayType list && list.elementType().equals(DataTypes.StringType)) {
      return true;
    }
    throw new InvalidInput(
        "column %s must be a string or an array of strings, got %s; cast it, or give numbers as JSON by to_json"
            .formatted(column, type.simpleString()));
  }

  private long written(Configuration hadoop) {
    try {
      Path network = new Path(model, ModelFolder.NETWORK);
      return network.getFileSystem(hadoop).getFileStatus(network).getModificationTime();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

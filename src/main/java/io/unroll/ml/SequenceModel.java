package io.unroll.ml;

import io.unroll.answering.TableAnswers;
import io.unroll.config.Settings;
import io.unroll.training.ModelFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A trained sequence model that answers the rows of a DataFrame, on executors.
 *
 * <p>Where the labels it was trained on were numbers, its answers are numbers too.
 */
public final class SequenceModel extends Model<SequenceModel> implements MLWritable {
  private static final long serialVersionUID = 1L;
  private static final String RAW = "__answer";

  private final String uid;
  private final String folder;
  private final Param<String> inputCol;
  private final Param<String> predictionCol;
  private final Param<String> scoreCol;
  private final BooleanParam numeric;

  SequenceModel(String uid, Path folder) {
    this.uid = uid;
    this.folder = folder.toString();
    inputCol = new Param<>(this, "inputCol", "column of inputs: texts, or lists of words");
    predictionCol = new Param<>(this, "predictionCol", "column of the model's answers");
    scoreCol = new Param<>(this, "scoreCol", "column of the answers' log probabilities, in nats");
    numeric = new BooleanParam(this, "numeric", "whether answers are numbers");
  }

  void setColumns(String input, String prediction, String score, boolean isNumeric) {
    set(inputCol, input);
    set(predictionCol, prediction);
    set(scoreCol, score);
    set(numeric, isNumeric);
  }

  @Override
  public String uid() {
    return uid;
  }

  /** Column of inputs. */
  public Param<String> inputCol() {
    return inputCol;
  }

  /** Column of the model's answers. */
  public Param<String> predictionCol() {
    return predictionCol;
  }

  /** Column of the answers' log probabilities. */
  public Param<String> scoreCol() {
    return scoreCol;
  }

  /** Whether answers are numbers. */
  public BooleanParam numeric() {
    return numeric;
  }

  /** Folder of the model, as {@code unroll decode} and {@code unroll describe} read it. */
  public String folder() {
    return folder;
  }

  /** Another column of inputs. */
  public SequenceModel setInputCol(String column) {
    set(inputCol, column);
    return this;
  }

  /** Another column of answers. */
  public SequenceModel setPredictionCol(String column) {
    set(predictionCol, column);
    return this;
  }

  @Override
  public Dataset<Row> transform(Dataset<?> rows) {
    StructType schema = rows.schema();
    StructType answered = transformSchema(schema);
    String input = getOrDefault(inputCol);
    String text = RAW + "Input";
    Dataset<Row> read = rows.withColumn(text, Columns.text(schema, input));
    Settings settings = settings();
    Dataset<Row> raw =
        new TableAnswers(
                folder,
                settings.evaluation(),
                text,
                RAW,
                getOrDefault(scoreCol),
                settings.backend().threads())
            .answer(read);
    String prediction = getOrDefault(predictionCol);
    DataType type = answered.apply(prediction).dataType();
    Dataset<Row> typed =
        raw.withColumn(
            prediction,
            type.equals(DataTypes.DoubleType)
                ? functions.col(RAW).cast(type)
                : Columns.like(schema, input, functions.col(RAW)));
    return typed.selectExpr(quoted(answered.fieldNames()));
  }

  private static String[] quoted(String[] names) {
    String[] quoted = new String[names.length];
    for (int i = 0; i < names.length; i++) {
      quoted[i] = "`" + names[i] + "`";
    }
    return quoted;
  }

  private Settings settings() {
    try {
      return ModelFolder.settings(new Path(folder), new Configuration());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public StructType transformSchema(StructType schema) {
    String input = getOrDefault(inputCol);
    Columns.require(schema, input);
    return Columns.answered(
        schema,
        input,
        getOrDefault(predictionCol),
        getOrDefault(scoreCol),
        getOrDefault(numeric).equals(true) ? DataTypes.DoubleType : DataTypes.StringType);
  }

  @Override
  public SequenceModel copy(ParamMap extra) {
    SequenceModel copy = new SequenceModel(uid, new Path(folder));
    copyValues(copy, extra);
    return copy.setParent(parent());
  }

  @Override
  public MLWriter write() {
    return new ModelWriter(this);
  }

  /** Reads what {@link #write} wrote; Spark calls it by name. */
  public static MLReader<SequenceModel> read() {
    return new ModelReader();
  }

  /** Reads a model. */
  public static SequenceModel load(String path) {
    return read().load(path);
  }
}

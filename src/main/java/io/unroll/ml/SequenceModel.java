package io.unroll.ml;

import io.unroll.answering.InputLimit;
import io.unroll.answering.TableAnswers;
import io.unroll.answering.TableAnswers.Added;
import io.unroll.config.LearningTask;
import io.unroll.config.Settings;
import io.unroll.corpus.storage.HadoopSettings;
import io.unroll.training.ModelFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Column;
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
  private final String source;
  private final Param<String> inputCol;
  private final Param<String> predictionCol;
  private final Param<String> scoreCol;
  private final Param<String> probabilityCol;
  private final BooleanParam numeric;

  SequenceModel(String uid, Path folder) {
    this(uid, folder, Optional.empty());
  }

  /**
   * @param copied what {@code folder} held when the model was loaded from there
   */
  SequenceModel(String uid, Path folder, Optional<Path> copied) {
    this.uid = uid;
    this.folder = folder.toString();
    source = copied.orElse(folder).toString();
    inputCol = new Param<>(this, "inputCol", "column of inputs: texts, or lists of words");
    predictionCol = new Param<>(this, "predictionCol", "column of the model's answers");
    scoreCol = new Param<>(this, "scoreCol", "column of the answers' log probabilities, in nats");
    probabilityCol = probabilityCol(this);
    numeric = new BooleanParam(this, "numeric", "whether answers are numbers");
  }

  static Param<String> probabilityCol(Params owner) {
    return new Param<>(
        owner,
        "probabilityCol",
        "column of the labels' probabilities, a vector in the order of the model's labels");
  }

  void setColumns(
      String input,
      String prediction,
      String score,
      Optional<String> probability,
      boolean isNumeric) {
    set(inputCol, input);
    set(predictionCol, prediction);
    set(scoreCol, score);
    probability.ifPresent(column -> set(probabilityCol, column));
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

  /** Column of the labels' probabilities; set where an input has one label. */
  public Param<String> probabilityCol() {
    return probabilityCol;
  }

  /** Returns whether answers are numbers. */
  public BooleanParam numeric() {
    return numeric;
  }

  /**
   * Returns the folder of the model, as {@code unroll decode} and {@code unroll describe} read it.
   */
  public String folder() {
    return folder;
  }

  /** Returns the folder that is copied when the model is saved. */
  Path source() {
    return new Path(source);
  }

  /** Returns another column of inputs. */
  public SequenceModel setInputCol(String column) {
    set(inputCol, column);
    return this;
  }

  /** Returns another column of answers. */
  public SequenceModel setPredictionCol(String column) {
    set(predictionCol, column);
    return this;
  }

  /** Returns another column of probabilities. */
  public SequenceModel setProbabilityCol(String column) {
    set(probabilityCol, column);
    return this;
  }

  /**
   * Returns the labels in the order of the probabilities; none of models that give no labels.
   * Labels that were numbers counted from 0, as {@code StringIndexer} makes them, stand at their
   * own places.
   */
  public String[] labels() {
    return order().labels().toArray(new String[0]);
  }

  private LabelOrder order() {
    try {
      List<String> names = ModelFolder.labels(new Path(folder), HadoopSettings.current());
      return LabelOrder.of(names, isNumeric());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isNumeric() {
    return getOrDefault(numeric).equals(true);
  }

  private Optional<String> probabilities() {
    return isDefined(probabilityCol) ? Optional.of(getOrDefault(probabilityCol)) : Optional.empty();
  }

  @Override
  public Dataset<Row> transform(Dataset<?> rows) {
    StructType schema = rows.schema();
    StructType answered = transformSchema(schema);
    String input = getOrDefault(inputCol);
    String text = RAW + "Input";
    Settings settings = settings();
    Column inputs =
        settings.model().task() == LearningTask.STEP_LABELS
            ? Columns.words(schema, input)
            : Columns.text(schema, input);
    Dataset<Row> read = rows.withColumn(text, inputs);
    Added added = new Added(RAW, getOrDefault(scoreCol), probabilities());
    Dataset<Row> raw =
        new TableAnswers(
                folder,
                settings.evaluation(),
                InputLimit.of(settings),
                text,
                added,
                settings.backend().threads())
            .answer(read);
    String prediction = getOrDefault(predictionCol);
    DataType type = answered.apply(prediction).dataType();
    DataType given = raw.schema().apply(RAW).dataType();
    Dataset<Row> typed =
        raw.withColumn(
            prediction,
            type.equals(DataTypes.DoubleType)
                ? functions.col(RAW).cast(type)
                : Columns.like(schema, input, functions.col(RAW), given));
    for (String column : probabilities().stream().toList()) {
      typed = typed.withColumn(column, order().vector(Columns.named(column)));
    }
    return typed.select(
        Arrays.stream(answered.fieldNames()).map(Columns::named).toArray(Column[]::new));
  }

  private Settings settings() {
    try {
      return ModelFolder.settings(new Path(folder), HadoopSettings.current());
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
        probabilities(),
        isNumeric());
  }

  @Override
  public SequenceModel copy(ParamMap extra) {
    SequenceModel copy = new SequenceModel(uid, new Path(folder), Optional.of(source()));
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

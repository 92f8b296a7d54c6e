package io.unroll.ml;

import io.unroll.config.InvalidInput;
import io.unroll.config.Settings;
import io.unroll.config.SettingsLoader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/**
 * Estimator that trains a sequence model on a DataFrame by parameter averaging, as {@code unroll
 * train} does.
 *
 * <p>A tenth of the rows, chosen by a hash of input and label, validates. The settings that are
 * tuned most often are Params of their own; {@code settings} takes {@code KEY=VALUE} for all others
 * of conf/reference.conf.
 *
 * @param <E> the estimator's own type
 */
public abstract class SequenceEstimator<E extends SequenceEstimator<E>>
    extends Estimator<SequenceModel> implements MLWritable {
  private static final long serialVersionUID = 1L;
  private static final int MOST_UNITS = 16_384;
  private static final String SKIP = "skip";

  private final String uid;
  private final Param<String> inputCol;
  private final Param<String> labelCol;
  private final Param<String> predictionCol;
  private final Param<String> scoreCol;
  private final Param<String> workDir;
  private final Param<String> handleInvalid;
  private final IntParam hidden;
  private final IntParam layers;
  private final IntParam epochs;
  private final IntParam workers;
  private final IntParam batchSize;
  private final DoubleParam learningRate;
  private final DoubleParam dropout;
  private final StringArrayParam settings;

  SequenceEstimator(String uid) {
    this.uid = uid;
    inputCol = new Param<>(this, "inputCol", "column of inputs: texts, or lists of words");
    labelCol = new Param<>(this, "labelCol", "column of what is to be put out");
    predictionCol = new Param<>(this, "predictionCol", "column of the model's answers");
    scoreCol = new Param<>(this, "scoreCol", "column of the answers' log probabilities, in nats");
    workDir =
        new Param<>(
            this,
            "workDir",
            "folder all executors see, for shards, checkpoints and the model; on one machine a"
                + " temporary folder if it is not given");
    handleInvalid =
        new Param<>(
            this,
            "handleInvalid",
            "rows without an input or a label: error (refuse to fit) or skip (leave them out)",
            ParamValidators.inArray(new String[] {"error", SKIP}));
    hidden =
        new IntParam(
            this, "hidden", "size of hidden states", ParamValidators.inRange(1, MOST_UNITS));
    layers = new IntParam(this, "layers", "recurrent layers", ParamValidators.inRange(1, 16));
    epochs = new IntParam(this, "epochs", "passes over the rows", ParamValidators.gtEq(1));
    workers = new IntParam(this, "workers", "copies that are averaged", ParamValidators.gtEq(1));
    batchSize = new IntParam(this, "batchSize", "rows of a batch", ParamValidators.gtEq(1));
    learningRate =
        new DoubleParam(this, "learningRate", "Adam's first step size", ParamValidators.gt(0));
    dropout =
        new DoubleParam(
            this,
            "dropout",
            "share of inputs of layers that is left out",
            ParamValidators.inRange(0, 1, true, false));
    settings = new StringArrayParam(this, "settings", "KEY=VALUE of any setting, as after --set");
    setDefault(labelCol, "label");
    setDefault(predictionCol, "prediction");
    setDefault(scoreCol, "score");
    setDefault(handleInvalid, "error");
    setDefault(epochs, 10);
    setDefault(workers, 2);
    setDefault(batchSize, 32);
    setDefault(settings, new String[0]);
  }

  /** Settings of this model type but for the corpus, in HOCON. */
  abstract String model();

  /** Returns the kind of the labels: {@code label}, {@code labels} or {@code text}. */
  abstract String target();

  /** Returns the kind of the inputs: {@code text} or {@code words}. */
  abstract String input();

  /** Column of the labels' probabilities, where an input has one label. */
  Optional<String> probabilities() {
    return Optional.empty();
  }

  /** This estimator, which is what the setters give back. */
  abstract E self();

  @Override
  public final String uid() {
    return uid;
  }

  /** Column of inputs. */
  public final Param<String> inputCol() {
    return inputCol;
  }

  /** Column of what is to be put out; default {@code label}. */
  public final Param<String> labelCol() {
    return labelCol;
  }

  /** Column of the model's answers; default {@code prediction}. */
  public final Param<String> predictionCol() {
    return predictionCol;
  }

  /** Column of the answers' log probabilities; default {@code score}. */
  public final Param<String> scoreCol() {
    return scoreCol;
  }

  /** Returns the folder for what is trained on and what comes out. */
  public final Param<String> workDir() {
    return workDir;
  }

  /** Rows without an input or a label: {@code error}, which is the default, or {@code skip}. */
  public final Param<String> handleInvalid() {
    return handleInvalid;
  }

  /** Returns the size of hidden states. */
  public final IntParam hidden() {
    return hidden;
  }

  /** Recurrent layers. */
  public final IntParam layers() {
    return layers;
  }

  /** Passes over the rows; default 10. */
  public final IntParam epochs() {
    return epochs;
  }

  /** Copies that are averaged; default 2. */
  public final IntParam workers() {
    return workers;
  }

  /** Rows of a batch; default 32. */
  public final IntParam batchSize() {
    return batchSize;
  }

  /** Adam's first step size. */
  public final DoubleParam learningRate() {
    return learningRate;
  }

  /** Returns the share of inputs of layers that is left out. */
  public final DoubleParam dropout() {
    return dropout;
  }

  /** {@code KEY=VALUE} of any setting. */
  public final StringArrayParam settings() {
    return settings;
  }

  /** See {@link #inputCol()}. */
  public final E setInputCol(String column) {
    set(inputCol, column);
    return self();
  }

  /** See {@link #labelCol()}. */
  public final E setLabelCol(String column) {
    set(labelCol, column);
    return self();
  }

  /** See {@link #predictionCol()}. */
  public final E setPredictionCol(String column) {
    set(predictionCol, column);
    return self();
  }

  /** See {@link #scoreCol()}. */
  public final E setScoreCol(String column) {
    set(scoreCol, column);
    return self();
  }

  /** See {@link #workDir()}. */
  public final E setWorkDir(String folder) {
    set(workDir, folder);
    return self();
  }

  /** See {@link #handleInvalid()}. */
  public final E setHandleInvalid(String what) {
    set(handleInvalid, what);
    return self();
  }

  /** See {@link #hidden()}. */
  public final E setHidden(int size) {
    set(hidden, size);
    return self();
  }

  /** See {@link #layers()}. */
  public final E setLayers(int count) {
    set(layers, count);
    return self();
  }

  /** See {@link #epochs()}. */
  public final E setEpochs(int count) {
    set(epochs, count);
    return self();
  }

  /** See {@link #workers()}. */
  public final E setWorkers(int count) {
    set(workers, count);
    return self();
  }

  /** See {@link #batchSize()}. */
  public final E setBatchSize(int rows) {
    set(batchSize, rows);
    return self();
  }

  /** See {@link #learningRate()}. */
  public final E setLearningRate(double rate) {
    set(learningRate, rate);
    return self();
  }

  /** See {@link #dropout()}. */
  public final E setDropout(double share) {
    set(dropout, share);
    return self();
  }

  /** See {@link #settings()}. */
  public final E setSettings(String... keysAndValues) {
    set(settings, keysAndValues);
    return self();
  }

  /** Sets the settings from a list, as PySpark hands lists over. */
  public final E setSettings(List<String> keysAndValues) {
    return setSettings(keysAndValues.toArray(new String[0]));
  }

  /**
   * Trains.
   *
   * @throws InvalidInput if a setting is wrong or a column is missing or of a wrong type
   */
  @Override
  public final SequenceModel fit(Dataset<?> rows) {
    transformSchema(rows.schema());
    try {
      Fitting fitting = new Fitting(rows.sparkSession(), uid, Fitting.folder(this, rows));
      SequenceModel model = new SequenceModel(uid, fitting.fit(examples(rows), this::settings));
      model.setColumns(
          column(inputCol),
          column(predictionCol),
          column(scoreCol),
          probabilities(),
          Columns.isNumeric(rows.schema(), column(labelCol)));
      return model.setParent(this);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private FittingRows examples(Dataset<?> rows) {
    StructType schema = rows.schema();
    String in = column(inputCol);
    String out = column(labelCol);
    boolean words = input().equals("words");
    Column inputs = words ? Columns.words(schema, in) : Columns.text(schema, in);
    boolean lists = words && Columns.isList(schema, out);
    Column labels = lists ? Columns.labels(out) : Columns.text(schema, out);
    return new FittingRows(
        rows,
        getClass().getSimpleName(),
        inputs,
        in,
        labels,
        out,
        functions.xxhash64(Columns.text(schema, in), Columns.text(schema, out)),
        column(handleInvalid).equals(SKIP));
  }

  final String column(Param<String> param) {
    return getOrDefault(param);
  }

  /** Returns the settings of a run on this table. */
  private Settings settings(String table) {
    List<String> overrides = new ArrayList<>();
    add(overrides, "model.hidden", hidden);
    add(overrides, "model.layers", layers);
    add(overrides, "model.dropout", dropout);
    add(overrides, "training.learningRate", learningRate);
    add(overrides, "training.epochs", epochs);
    add(overrides, "training.workers", workers);
    add(overrides, "shards.batchSize", batchSize);
    overrides.addAll(List.of(getOrDefault(settings)));
    String text =
        String.format(
            Locale.ROOT,
            """
            name = spark-ml
            corpus { type = table, format = parquet, load = "%s", inputColumn = %s, targetColumn = %s
              splitColumn = %s, input = %s, target = %s, dropDuplicates = false }
            """,
            table,
            FittingRows.INPUT,
            FittingRows.LABEL,
            FittingRows.SPLIT,
            input(),
            target());
    return SettingsLoader.parse(text + model(), getClass().getSimpleName(), overrides);
  }

  private void add(List<String> overrides, String key, Param<?> param) {
    if (isDefined(param)) {
      overrides.add(key + "=" + getOrDefault(param));
    }
  }

  @Override
  public final StructType transformSchema(StructType schema) {
    if (!isDefined(inputCol)) {
      throw new InvalidInput(getClass().getSimpleName() + ": inputCol must be set");
    }
    Columns.require(schema, column(inputCol));
    Columns.require(schema, column(labelCol));
    return Columns.answered(
        schema,
        column(inputCol),
        column(predictionCol),
        column(scoreCol),
        probabilities(),
        Columns.isNumeric(schema, column(labelCol)));
  }

  @Override
  public final Estimator<SequenceModel> copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  @Override
  public final MLWriter write() {
    return new ParamsWriter(this);
  }
}

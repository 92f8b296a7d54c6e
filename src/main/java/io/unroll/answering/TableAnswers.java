package io.unroll.answering;

import io.unroll.config.EvaluationSettings;
import io.unroll.config.InvalidInput;
import io.unroll.decoding.Answer;
import io.unroll.layers.NativeThreads;
import io.unroll.training.ModelFolder;
import io.unroll.training.ModelFolder.Model;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Answers the rows of a Spark table on executors: every row is kept as it is, in its place, and
 * gets its answer and its score as more columns, and the probabilities of labels if wanted.
 *
 * <p>An executor reads the model once for each task it runs at a time, and keeps it for the next.
 *
 * @param model folder of the model, where all executors see it
 * @param evaluation how answers are searched for
 * @param column of text that holds the inputs; rows without a text get no answer
 * @param added the new columns
 * @param threads native threads of a task
 */
public record TableAnswers(
    String model, EvaluationSettings evaluation, String column, Added added, int threads) {
  /** The new columns where nobody names them. */
  public static final Added COLUMNS = new Added("answer", "score", Optional.empty());

  private static final int ROWS_AT_A_TIME = 64;

  /**
   * Names of the new columns.
   *
   * @param answer of the answers, texts
   * @param score of their log probabilities, in nats
   * @param probabilities of every label's probability, in the labels' order, for models that give
   *     an input one label
   */
  public record Added(String answer, String score, Optional<String> probabilities) {
    private StructType to(StructType schema) {
      StructType longer =
          schema.add(answer, DataTypes.StringType, true).add(score, DataTypes.DoubleType, true);
      return probabilities
          .map(name -> longer.add(name, DataTypes.createArrayType(DataTypes.DoubleType, false)))
          .orElse(longer);
    }

    private List<String> names() {
      return Stream.concat(Stream.of(answer, score), probabilities.stream()).toList();
    }
  }

  /**
   * The table with the new columns.
   *
   * @throws InvalidInput if the column is missing or no text, or the new ones are there already
   */
  public Dataset<Row> answer(Dataset<Row> table) {
    StructType schema = table.schema();
    List<String> columns = Arrays.asList(schema.fieldNames());
    if (!columns.contains(column)) {
      throw new InvalidInput("the table must have a column %s, got %s".formatted(column, columns));
    }
    if (!schema.apply(column).dataType().equals(DataTypes.StringType)) {
      throw new InvalidInput(
          "column %s must be a string, got %s; cast it, or give numbers as JSON by to_json"
              .formatted(column, schema.apply(column).dataType().simpleString()));
    }
    for (String name : added.names()) {
      if (columns.contains(name)) {
        throw new InvalidInput(
            "the table has a column %s already, where the answers go; rename it".formatted(name));
      }
    }
    boolean probabilities = added.probabilities().isPresent();
    Configuration hadoop = table.sparkSession().sparkContext().hadoopConfiguration();
    return table
        .sparkSession()
        .createDataFrame(
            table
                .javaRDD()
                .mapPartitions(
                    new Partition(
                        new ModelKey(model, written(hadoop), evaluation),
                        new SerializableConfiguration(hadoop),
                        columns.indexOf(column),
                        column,
                        probabilities,
                        threads)),
            added.to(schema));
  }

  /** When the model was written: one that is trained anew is read anew. */
  private long written(Configuration hadoop) {
    try {
      Path network = new Path(model, ModelFolder.NETWORK);
      return network.getFileSystem(hadoop).getFileStatus(network).getModificationTime();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a model that was loaded is found by. */
  private record ModelKey(String model, long written, EvaluationSettings evaluation)
      implements Serializable {}

  private record Partition(
      ModelKey key,
      SerializableConfiguration hadoop,
      int place,
      String column,
      boolean probabilities,
      int threads)
      implements FlatMapFunction<Iterator<Row>, Row> {

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
      NativeThreads.bind(threads);
      return new Iterator<>() {
        private Iterator<Row> done = List.<Row>of().iterator();

        @Override
        public boolean hasNext() {
          if (!done.hasNext() && rows.hasNext()) {
            done = answered(some(rows)).iterator();
          }
          return done.hasNext();
        }

        @Override
        public Row next() {
          if (!hasNext()) {
            throw new NoSuchElementException();
          }
          return done.next();
        }
      };
    }

    private static List<Row> some(Iterator<Row> rows) {
      List<Row> some = new ArrayList<>();
      while (some.size() < ROWS_AT_A_TIME && rows.hasNext()) {
        some.add(rows.next());
      }
      return some;
    }

    private List<Row> answered(List<Row> rows) {
      List<LineAnswers.Line> lines =
          rows.stream()
              .filter(row -> !row.isNullAt(place))
              .map(row -> new LineAnswers.Line(row.getString(place), "column " + column))
              .toList();
      Loaded loaded = Loaded.borrow(key, hadoop.value());
      Iterator<Answered> answers = loaded.lines().answer(lines).iterator();
      List<Row> longer =
          rows.stream()
              .map(
                  row ->
                      row.isNullAt(place)
                          ? longer(row, null, null, null)
                          : answered(row, answers.next(), loaded.text()))
              .toList();
      loaded.giveBack(key);
      return longer;
    }

    private Row answered(Row row, Answered answered, AnswerText form) {
      if (answered.answers().isEmpty()) {
        return longer(row, "", null, null);
      }
      Answer best = answered.answers().get(0);
      return longer(row, form.text(best), best.score(), doubles(best.distribution()));
    }

    private static double[] doubles(float[] values) {
      return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    private Row longer(
        Row row, @Nullable String answer, @Nullable Double score, double @Nullable [] labels) {
      Object[] values = new Object[row.size() + (probabilities ? 3 : 2)];
      for (int i = 0; i < row.size(); i++) {
        values[i] = row.get(i);
      }
      values[row.size()] = answer;
      values[row.size() + 1] = score;
      if (probabilities) {
        values[row.size() + 2] = labels;
      }
      return RowFactory.create(values);
    }
  }

  /** A model that waits in this JVM for the next rows. */
  private record Loaded(LineAnswers lines, AnswerText text) {
    private static final Map<ModelKey, Queue<Loaded>> IDLE = new ConcurrentHashMap<>();

    static Loaded borrow(ModelKey key, Configuration hadoop) {
      Loaded idle = queue(key).poll();
      return idle != null ? idle : load(key, hadoop);
    }

    void giveBack(ModelKey key) {
      queue(key).add(this);
    }

    private static Queue<Loaded> queue(ModelKey key) {
      return IDLE.computeIfAbsent(key, unseen -> new ConcurrentLinkedQueue<>());
    }

    private static Loaded load(ModelKey key, Configuration hadoop) {
      try {
        Model model = ModelFolder.load(new Path(key.model()), hadoop);
        AnswerOptions options = AnswerOptions.ofBest(key.evaluation());
        return new Loaded(new LineAnswers(model, options), AnswerText.of(model));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

package io.unroll.answering;

import io.unroll.answering.LineAnswers.Line;
import io.unroll.answering.ModelPool.Loaded;
import io.unroll.decoding.Answer;
import io.unroll.layers.backend.NativeThreads;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.collection.JavaConverters;

/**
 * Answers to a partition's rows in their order, some at a time.
 *
 * @param place of the column of inputs
 * @param column its name, for errors
 * @param probabilities whether rows get those of all labels
 */
record RowAnswers(
    ModelPool.Key key,
    SerializableConfiguration hadoop,
    AnswerTally tally,
    int place,
    String column,
    boolean probabilities,
    int threads)
    implements MapPartitionsFunction<Row, Row> {
  private static final Logger LOG = LoggerFactory.getLogger(RowAnswers.class);
  private static final ModelPool MODELS = new ModelPool();
  private static final int ROWS_AT_A_TIME = 512;

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    NativeThreads.bind(threads);
    Configuration configuration = hadoop.value();
    return new Iterator<>() {
      private Iterator<Row> done = List.<Row>of().iterator();
      private boolean ended;

      @Override
      public boolean hasNext() {
        if (!done.hasNext() && rows.hasNext()) {
          done = answered(some(rows), configuration).iterator();
        }
        if (!done.hasNext() && !ended) {
          ended = true;
          // On an executor the counts are those of this task.
          tally.told().ifPresent(told -> LOG.warn("rows of column {}: {}", column, told));
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

  private List<Row> answered(List<Row> rows, Configuration configuration) {
    List<Line> lines = rows.stream().filter(row -> !row.isNullAt(place)).map(this::line).toList();
    Loaded loaded = MODELS.borrow(key, configuration);
    try {
      Iterator<Answered> answers = loaded.lines().answer(lines, tally).iterator();
      return rows.stream()
          .map(
              row ->
                  row.isNullAt(place)
                      ? longer(row, null, null, null)
                      : answered(row, answers.next(), loaded.text()))
          .toList();
    } finally {
      MODELS.giveBack(key, loaded);
    }
  }

  private Line line(Row row) {
    String where = "column " + column;
    return row.get(place) instanceof String text
        ? new Line(text, where)
        : Line.ofWords(JavaConverters.seqAsJavaList(row.<@Nullable String>getSeq(place)), where);
  }

  private Row answered(Row row, Answered answered, AnswerText form) {
    boolean listed = !(row.get(place) instanceof String);
    if (answered.skipped()) {
      return longer(row, null, null, null);
    }
    if (answered.answers().isEmpty()) {
      return longer(row, listed ? new String[0] : "", null, null);
    }
    Answer best = answered.answers().get(0);
    Object answer = listed ? form.words(best).toArray(String[]::new) : form.text(best);
    return longer(row, answer, best.score(), doubles(best.distribution()));
  }

  private static Double[] doubles(float[] values) {
    return IntStream.range(0, values.length)
        .mapToObj(i -> (double) values[i])
        .toArray(Double[]::new);
  }

  private Row longer(
      Row row, @Nullable Object answer, @Nullable Double score, Double @Nullable [] labels) {
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

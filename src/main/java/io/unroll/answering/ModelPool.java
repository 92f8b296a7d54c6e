package io.unroll.answering;

import io.unroll.config.EvaluationSettings;
import io.unroll.training.ModelFolder;
import io.unroll.training.ModelFolder.Model;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Models of this JVM that wait for the next rows: those of the few models that were used last, a
 * copy for each task that ran at a time. All others are closed; a borrowed one never is.
 */
final class ModelPool {
  private static final int MOST_MODELS = 2;

  private final Map<Key, Deque<Loaded>> idle = new LinkedHashMap<>(4, 0.75f, true);

  /**
   * Key of a loaded model.
   *
   * @param written when it was: one that is retrained is read again
   */
  record Key(String folder, long written, EvaluationSettings evaluation, InputLimit limit)
      implements Serializable {}

  /** A model ready to answer. */
  record Loaded(ComputationGraph network, LineAnswers lines, AnswerText text) {
    private void close() {
      network.close();
    }
  }

  /** Returns a model that nobody else uses until it is given back. */
  Loaded borrow(Key key, Configuration hadoop) {
    return waiting(key).orElseGet(() -> load(key, hadoop));
  }

  private synchronized Optional<Loaded> waiting(Key key) {
    Deque<Loaded> own = idle.computeIfAbsent(key, unseen -> new ArrayDeque<>());
    Iterator<Deque<Loaded>> oldest = idle.values().iterator();
    while (idle.size() > MOST_MODELS) {
      oldest.next().forEach(Loaded::close);
      oldest.remove();
    }
    return Optional.ofNullable(own.poll());
  }

  /** Keeps the model for the next rows, or closes it where others were used since. */
  synchronized void giveBack(Key key, Loaded loaded) {
    if (idle.containsKey(key)) {
      idle.get(key).add(loaded);
    } else {
      loaded.close();
    }
  }

  /** Returns the number of idle models. */
  synchronized int waiting() {
    return idle.values().stream().mapToInt(Deque::size).sum();
  }

  private static Loaded load(Key key, Configuration hadoop) {
    try {
      Model model = ModelFolder.load(new Path(key.folder()), hadoop);
      AnswerOptions options = AnswerOptions.ofBest(key.evaluation(), key.limit());
      return new Loaded(model.network(), new LineAnswers(model, options), AnswerText.of(model));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.unroll.answering;

import io.unroll.config.EvaluationSettings;
import io.unroll.network.IdlePool;
import io.unroll.training.ModelFolder;
import io.unroll.training.ModelFolder.Model;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Models of this JVM that wait for the next rows: those of the few models that were used last, a
 * copy for each task that ran at a time. All others are closed; a borrowed one never is.
 */
final class ModelPool {
  private static final int MOST_MODELS = 2;

  private final IdlePool<Key, Loaded> idle = new IdlePool<>(MOST_MODELS, Loaded::close);

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
    return idle.borrow(key).orElseGet(() -> load(key, hadoop));
  }

  /** Keeps the model for the next rows, or closes it where others were used since. */
  void giveBack(Key key, Loaded loaded) {
    idle.giveBack(key, loaded);
  }

  /** Returns the number of idle models. */
  int waiting() {
    return idle.waiting();
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

package io.unroll.benchmark;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Locale;

/** One side on its way to a loss. */
final class Runner implements AutoCloseable {
  private final WorkerProcess worker;
  private final double target;
  private double seconds;
  private int steps;
  private double loss;

  /** Starts a side and scores it untrained. */
  Runner(Side side, ModelShape shape, int threads, Path text, double target) {
    this.target = target;
    worker = WorkerProcess.start(side, shape, threads, 1);
    worker.text(text);
    loss = worker.evaluate();
  }

  /** Trains for this long, then scores the held-out part, which is not counted. */
  void advance(double slice) {
    WorkerProcess.Stretch stretch = worker.train(slice);
    seconds += stretch.seconds();
    steps = stretch.steps();
    loss = worker.evaluate();
  }

  boolean arrived() {
    return loss <= target;
  }

  /** Seconds of training so far. */
  double seconds() {
    return seconds;
  }

  /** Where it stands: {@code ours 12 s, 240 steps, 1.8321}. */
  String standing() {
    return String.format(Locale.ROOT, "%s %.0f s %.4f", worker.side().title(), seconds, loss);
  }

  /** {@code reached}, {@code seconds}, {@code steps} and the last {@code loss}. */
  ObjectNode json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("reached", arrived())
        .put("seconds", Math.round(seconds * 10) / 10.0)
        .put("steps", steps)
        .put("loss", loss);
  }

  @Override
  public void close() {
    worker.close();
  }
}

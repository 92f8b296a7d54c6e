package io.unroll.benchmark;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** One side on its way to a loss. */
final class Runner implements AutoCloseable {
  private final WorkerProcess worker;
  private final double target;
  private double seconds;
  private int steps;
  private double loss = Double.POSITIVE_INFINITY;

  /** Starts a side. */
  Runner(Side side, ModelShape shape, int threads, Path text, double target) {
    this.target = target;
    worker = WorkerProcess.start(side, shape, threads, 1);
    worker.text(text);
  }

  /** Takes over the other's parameters. */
  void startLike(Runner other) throws IOException {
    worker.startLike(other.worker);
  }

  /** Scores the network as it is. */
  void evaluate() {
    loss = worker.evaluate();
  }

  /** Trains for this long, then scores the held-out part, which is not counted. */
  void advance(double slice) {
    WorkerProcess.Stretch stretch = worker.train(slice);
    seconds += stretch.seconds();
    steps = stretch.steps();
    evaluate();
  }

  boolean arrived() {
    return loss <= target;
  }

  /** Held-out loss when it was last scored, in nats per token. */
  double loss() {
    return loss;
  }

  /** Seconds of training so far. */
  double seconds() {
    return seconds;
  }

  /** Returns its progress: {@code ours 12 s, 240 steps, 1.8321}. */
  String standing() {
    return String.format(
        Locale.ROOT, "%s %.0f s, %d steps, %.4f", worker.side().title(), seconds, steps, loss);
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

package io.unroll.benchmark;

/**
 * One side in a row: its process, warm, and its times so far.
 *
 * <p>It steps a slice at a time, long enough that caches are warm again for most of it after the
 * other side's turn.
 */
final class Contestant implements AutoCloseable {
  private static final double SLICE_SECONDS = 0.3;
  private static final int MOST_STEPS = 50;
  private static final double LARGEST_SURPRISE = 0.7;

  private final WorkerProcess worker;
  private final ModelShape shape;
  private final double untrained;
  private final int slice;
  private final StepTimes steps = new StepTimes();
  private final StepTimes gradients = new StepTimes();
  private double loss;

  /** Starts a side and lets it run warm, for this long and at least two steps. */
  Contestant(Side side, ModelShape shape, int threads, double warmUpSeconds) {
    this.shape = shape;
    worker = WorkerProcess.start(side, shape, threads, 1);
    untrained = worker.step(1).loss();
    double fastest = Double.MAX_VALUE;
    long start = System.nanoTime();
    do {
      fastest = Math.min(fastest, worker.step(1).seconds());
    } while (System.nanoTime() - start < warmUpSeconds * 1e9);
    slice = (int) Math.max(1, Math.min(MOST_STEPS, Math.round(SLICE_SECONDS / fastest)));
  }

  WorkerProcess worker() {
    return worker;
  }

  /** Times of whole steps, per step. */
  StepTimes steps() {
    return steps;
  }

  /** Times of forward and backward alone, per step. */
  StepTimes gradients() {
    return gradients;
  }

  /** Measures a slice of whole steps. */
  void takeSteps(int round) {
    WorkerProcess.Timing timing = worker.step(slice);
    steps.add(round, timing.seconds() / slice);
    loss = timing.loss();
  }

  /** Measures a slice of forward and backward passes. */
  void takeGradients(int round) {
    gradients.add(round, worker.gradient(slice).seconds() / slice);
  }

  /** The loss before the first step and before the last one measured, in nats per token. */
  String learning() {
    return "%.3f -> %.3f".formatted(untrained, loss);
  }

  /**
   * Makes sure that what was timed was training.
   *
   * @throws IllegalStateException if the loss did not start near that of a uniform guess, or did
   *     not fall
   */
  void requireLearning() {
    double uniform = Math.log(shape.vocabulary());
    if (Math.abs(untrained - uniform) > LARGEST_SURPRISE || !(loss < untrained)) {
      throw new IllegalStateException(
          "%s, %s: the loss must start near ln V = %.2f and fall, found %.4f, then %.4f"
              .formatted(shape.name(), worker.side().title(), uniform, untrained, loss));
    }
  }

  @Override
  public void close() {
    worker.close();
  }
}

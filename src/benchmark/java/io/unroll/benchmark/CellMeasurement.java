package io.unroll.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Measurement of one row of {@code cells}: all sides in turns, then two workers against one. */
final class CellMeasurement {
  private static final double WARM_UP_SECONDS = 4;
  private static final double STOCK_SECONDS = 20;
  private static final int ROUNDS_PER_STOCK_ROUND = 5;

  private final ModelShape shape;
  private final int threads;
  private final int rounds;
  private final Progress progress;
  private final List<Double> sgemmRates = new ArrayList<>();

  CellMeasurement(ModelShape shape, int threads, int rounds, Progress progress) {
    this.shape = shape;
    this.threads = threads;
    this.rounds = rounds;
    this.progress = progress;
  }

  CellResult run(boolean withStock) {
    progress.line("measuring " + shape.name());
    try (Contestant ours = start(Side.OURS);
        Contestant pytorch = start(Side.PYTORCH)) {
      Optional<StepTimes> stock = withStock ? takeTurnsWithStock(ours, pytorch) : Optional.empty();
      if (!withStock) {
        takeTurns(ours, pytorch, Optional.empty());
      }
      ours.requireLearning();
      pytorch.requireLearning();
      progress.line(
          "  loss: ours %s, PyTorch %s nats".formatted(ours.learning(), pytorch.learning()));
      TwoWorkers twoWorkers = TwoWorkers.measure(shape, ours, pytorch, progress);
      return result(ours, pytorch, stock, twoWorkers);
    }
  }

  private Contestant start(Side side) {
    progress.state("%s: %s runs warm ...".formatted(shape.name(), side.title()));
    double seconds = side == Side.STOCK ? 0 : WARM_UP_SECONDS;
    return new Contestant(side, shape, threads, seconds);
  }

  private Optional<StepTimes> takeTurnsWithStock(Contestant ours, Contestant pytorch) {
    try (Contestant stock = start(Side.STOCK)) {
      takeTurns(ours, pytorch, Optional.of(stock));
      return Optional.of(stock.steps());
    }
  }

  /** Measures one round; the first side changes from round to round. */
  private void takeTurns(Contestant ours, Contestant pytorch, Optional<Contestant> stock) {
    double stockSeconds = 0;
    for (int round = 0; round < rounds; round++) {
      progress.state("%s: round %d/%d".formatted(shape.name(), round + 1, rounds));
      List<Contestant> order = round % 2 == 0 ? List.of(ours, pytorch) : List.of(pytorch, ours);
      for (Contestant each : order) {
        each.takeSteps(round);
      }
      for (Contestant each : order) {
        each.takeGradients(round);
      }
      sgemmRates.add(ours.worker().sgemm());
      if (round % ROUNDS_PER_STOCK_ROUND == 0 && stockSeconds < STOCK_SECONDS) {
        long start = System.nanoTime();
        int now = round;
        stock.ifPresent(contestant -> contestant.takeSteps(now));
        stockSeconds += (System.nanoTime() - start) / 1e9;
      }
    }
  }

  private CellResult result(
      Contestant ours, Contestant pytorch, Optional<StepTimes> stock, TwoWorkers twoWorkers) {
    double flopsPerSecond = shape.flops() / (ours.steps().medianMilliseconds() / 1000);
    progress.line(
        String.format(
            Locale.ROOT,
            "  matrix products: ours %.0f, dnnl_sgemm %.0f GFLOPS",
            flopsPerSecond / 1e9,
            Median.of(sgemmRates) / 1e9));
    return new CellResult(
        shape,
        CellResult.Times.of(ours),
        CellResult.Times.of(pytorch),
        stock.map(
            times ->
                new CellResult.Stock(times.medianMilliseconds(), ours.steps().speedRatioTo(times))),
        ours.steps().speedRatioTo(pytorch.steps()),
        ours.gradients().speedRatioTo(pytorch.gradients()),
        flopsPerSecond / Median.of(sgemmRates),
        twoWorkers);
  }
}

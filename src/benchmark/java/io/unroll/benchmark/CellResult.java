package io.unroll.benchmark;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * One row of {@code cells}. Ratios are speed ratios: above 1 where ours is faster.
 *
 * @param stock Deeplearning4j as it comes, where it was measured
 * @param ratioToPytorch of whole steps
 * @param gradientRatioToPytorch of forward and backward alone
 * @param shareOfSgemm our matrix products per second over the rate of large ones
 */
record CellResult(
    ModelShape shape,
    Times ours,
    Times pytorch,
    Optional<Stock> stock,
    double ratioToPytorch,
    double gradientRatioToPytorch,
    double shareOfSgemm,
    TwoWorkers twoWorkers) {

  /** Milliseconds of a whole step, median and fastest round, and of forward and backward alone. */
  record Times(double median, double fastest, double gradient) {

    static Times of(Contestant contestant) {
      return new Times(
          contestant.steps().medianMilliseconds(),
          contestant.steps().fastestMilliseconds(),
          contestant.gradients().medianMilliseconds());
    }
  }

  /** Milliseconds of a whole step and our speed over it. */
  record Stock(double median, double ratio) {}

  /** Target tokens per second of our whole steps. */
  double tokensPerSecond() {
    return 1000 * shape.tokens() / ours.median();
  }

  ObjectNode json() {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("configuration", shape.name()).put("tokensPerSecond", Math.round(tokensPerSecond()));
    put(row, "milliseconds", ours.median());
    put(row, "fastestMilliseconds", ours.fastest());
    put(row, "gradientMilliseconds", ours.gradient());
    put(row, "pytorchMilliseconds", pytorch.median());
    put(row, "pytorchFastestMilliseconds", pytorch.fastest());
    put(row, "pytorchGradientMilliseconds", pytorch.gradient());
    stock.ifPresent(times -> put(row, "stockMilliseconds", times.median()));
    put(row, "ratioToPytorch", ratioToPytorch);
    put(row, "gradientRatioToPytorch", gradientRatioToPytorch);
    stock.ifPresent(times -> put(row, "ratioToStock", times.ratio()));
    put(row, "shareOfSgemm", shareOfSgemm);
    row.set("twoWorkers", twoWorkers.json());
    return row;
  }

  private static void put(ObjectNode row, String name, double value) {
    row.put(name, Math.round(value * 1000) / 1000.0);
  }
}

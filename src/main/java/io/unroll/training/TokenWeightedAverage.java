package io.unroll.training;

import java.util.List;
import java.util.function.Function;

/**
 * The mean of the workers' arrays, weighted by the tokens each has seen.
 *
 * <p>Sums run in double precision and in worker order, so the result has the same bytes whatever
 * order the workers finish in. With one worker it is that worker's array, bit for bit: a float
 * times a count below 2^29 is exact in double, and so is dividing it back.
 */
final class TokenWeightedAverage {

  private TokenWeightedAverage() {}

  /**
   * @param results in worker order; those without tokens have no say
   * @throws IllegalArgumentException if nobody has seen a token
   */
  static float[] of(List<WorkerResult> results, Function<WorkerResult, float[]> array) {
    double total = results.stream().mapToLong(WorkerResult::tokens).sum();
    if (total == 0) {
      throw new IllegalArgumentException("no worker has seen a token");
    }
    double[] sum = new double[array.apply(results.get(0)).length];
    for (WorkerResult result : results) {
      float[] values = array.apply(result);
      double weight = result.tokens();
      for (int i = 0; weight > 0 && i < sum.length; i++) {
        sum[i] += weight * values[i];
      }
    }
    float[] mean = new float[sum.length];
    for (int i = 0; i < sum.length; i++) {
      mean[i] = (float) (sum[i] / total);
    }
    return mean;
  }
}

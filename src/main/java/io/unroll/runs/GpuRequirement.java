package io.unroll.runs;

import io.unroll.config.BackendSettings.Device;
import io.unroll.config.InvalidInput;
import io.unroll.config.Settings;
import org.apache.spark.SparkConf;

/**
 * Check of {@code backend.device = gpu} against the jar and Spark before any time is spent.
 *
 * <p>Whether there are GPUs only executors can tell: the driver needs none.
 */
final class GpuRequirement {
  private static final String BACKEND = "org.nd4j.linalg.jcublas.JCublasBackend";
  private static final String AMOUNT = "spark.task.resource.gpu.amount";

  private GpuRequirement() {}

  /**
   * @throws InvalidInput if the jar has no CUDA in it, or Spark would not give each task a GPU of
   *     its own
   */
  static void check(Settings settings, SparkConf spark) {
    if (settings.backend().device() == Device.GPU) {
      check(hasCuda(), spark);
    }
  }

  static void check(boolean cuda, SparkConf spark) {
    if (!cuda) {
      throw new InvalidInput(
          "backend.device = gpu needs ND4J's CUDA backend, but this build has none: build it with"
              + " mvn -Pcuda package, or set backend.device = cpu");
    }
    if (spark.get("spark.master", "").startsWith("local")) {
      throw new InvalidInput(
          "backend.device = gpu needs a cluster, but --master is "
              + spark.get("spark.master")
              + ": Spark hands out GPUs on clusters only; jobs/local-cluster.sh starts one here");
    }
    String amount = spark.get(AMOUNT, "0");
    if (!amount.equals("1")) {
      throw new InvalidInput(
          AMOUNT
              + " must be 1 for backend.device = gpu, got "
              + amount
              + ": no two tasks may train on one device; see UNROLL_GPU in jobs/train.sh --help");
    }
  }

  private static boolean hasCuda() {
    try {
      Class.forName(BACKEND, false, GpuRequirement.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}

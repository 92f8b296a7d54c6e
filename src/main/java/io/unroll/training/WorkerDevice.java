package io.unroll.training;

import io.unroll.config.BackendSettings;
import io.unroll.config.BackendSettings.Device;
import io.unroll.config.InvalidInput;
import io.unroll.layers.backend.NativeThreads;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Binding of a worker's task to its native threads and, if asked for, the GPU that Spark chose for
 * it.
 */
final class WorkerDevice {
  private static final String GPU = "gpu";

  private WorkerDevice() {}

  /**
   * Binds the calling thread, which must be a task's.
   *
   * @throws InvalidInput if a GPU is asked for and the task has none of its own
   */
  static void bind(BackendSettings settings) {
    NativeThreads.bind(settings.threads());
    if (settings.device() == Device.GPU) {
      int device = address(TaskContext.get());
      int count = Nd4j.getAffinityManager().getNumberOfDevices();
      if (device >= count) {
        throw new InvalidInput(
            "backend.device: Spark gave a task GPU %s, but ND4J sees %s here"
                .formatted(device, count));
      }
      Nd4j.getAffinityManager().unsafeSetDevice(device);
    }
  }

  private static int address(TaskContext task) {
    return Optional.ofNullable(task.resourcesJMap().get(GPU))
        .map(ResourceInformation::addresses)
        .filter(addresses -> addresses.length == 1)
        .map(addresses -> Integer.parseInt(addresses[0]))
        .orElseThrow(
            () ->
                new InvalidInput(
                    "backend.device = gpu needs one GPU for each task, but Spark gave task "
                        + task.taskAttemptId()
                        + " none: set spark.task.resource.gpu.amount and"
                        + " spark.executor.resource.gpu.amount, see UNROLL_GPU in jobs/train.sh"
                        + " --help"));
  }
}

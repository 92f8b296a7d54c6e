package io.unroll.training;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.unroll.config.BackendSettings.Kernels;
import io.unroll.config.ModelSettings.Cell;
import io.unroll.config.Settings;
import io.unroll.network.NetworkBlueprint;
import io.unroll.network.RecurrentState;
import io.unroll.network.TestModels;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;

/**
 * Native memory stays what it is while batches come in ever new shapes: the garbage collector sees
 * nothing of what kernels hold, so a leak ends in the operating system's out-of-memory killer.
 */
class FlatMemoryTest {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int WARM_UP = 300;
  private static final int STEPS = 600;
  private static final int MOST_ROWS = 23;
  private static final int MOST_STEPS = 19;

  /** Kernels that were not released would take several times as much. */
  private static final long ALLOWED_KILOBYTES = 100 * 1024;

  @Test
  void training_everNewShapes_keepsNativeMemory() throws IOException {
    assumeTrue(Files.isReadable(STATUS), "resident memory is read from " + STATUS);
    Settings settings =
        TestModels.languageModel(TestModels.stack(Cell.LSTM, 1, 64, false), Kernels.REQUIRE);
    NetworkBlueprint blueprint = TestModels.blueprint(settings);
    ComputationGraph network = TestModels.network(blueprint);
    TrainingStep step = new TrainingStep(blueprint, network, Optional.of(1.0));
    train(step, network, 0, WARM_UP);
    long before = nativeKilobytes();
    train(step, network, WARM_UP, STEPS);
    long grown = nativeKilobytes() - before;
    assertTrue(
        grown <= ALLOWED_KILOBYTES,
        () -> "native memory grew by %d kB in %d steps".formatted(grown, STEPS));
  }

  private static void train(TrainingStep step, ComputationGraph network, int from, int count) {
    for (int i = from; i < from + count; i++) {
      RecurrentState.zero().applyTo(network);
      step.take(TestModels.randomBatch(i, 1 + i % MOST_ROWS, 1 + i % MOST_STEPS), i, 1);
    }
  }

  /** Resident memory without what the Java machine has committed for itself. */
  private static long nativeKilobytes() throws IOException {
    System.gc();
    MemoryMXBean machine = ManagementFactory.getMemoryMXBean();
    long java =
        machine.getHeapMemoryUsage().getCommitted()
            + machine.getNonHeapMemoryUsage().getCommitted();
    long resident =
        Files.readAllLines(STATUS).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
            .findFirst()
            .orElseThrow();
    return resident - java / 1024;
  }
}

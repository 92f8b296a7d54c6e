package io.unroll.benchmark;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unroll.layers.backend.NativePlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Machine that a benchmark ran on. */
final class Machine {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  private Machine() {}

  static ObjectNode describe(int threads) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("processor", processor())
        .put("cores", Runtime.getRuntime().availableProcessors())
        .put("threads", threads)
        .put("ompWaitPolicy", WorkerProcess.WAIT_POLICY)
        .put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"))
        .put("java", System.getProperty("java.version"))
        .put("nd4j", NativePlatform.selected())
        .put("pytorch", System.getProperty("unroll.benchmark.pytorch", "unknown"))
        .put("commit", System.getProperty("unroll.commit", "unknown"));
  }

  private static String processor() {
    try (var lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return Objects.requireNonNullElse(System.getProperty("os.arch"), "unknown");
    }
  }
}

package io.unroll.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Memory of the machine that the process holds.
 *
 * @param bytes resident, all together
 * @param java committed by the Java machine for its heap and its own data
 */
record ResidentMemory(long bytes, long java) {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final double MEGABYTE = 1 << 20;
  private static final long KILOBYTE = 1024;

  /** After a garbage collection, so that only what is in use counts. */
  static ResidentMemory now() throws IOException {
    System.gc();
    MemoryMXBean machine = ManagementFactory.getMemoryMXBean();
    long java =
        machine.getHeapMemoryUsage().getCommitted()
            + machine.getNonHeapMemoryUsage().getCommitted();
    try (var lines = Files.lines(STATUS)) {
      long resident =
          lines
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToLong(line -> KILOBYTE * Long.parseLong(line.replaceAll("\\D", "")))
              .findFirst()
              .orElseThrow(() -> new IOException(STATUS + " has no line VmRSS"));
      return new ResidentMemory(resident, java);
    }
  }

  double megabytes() {
    return bytes / MEGABYTE;
  }

  double nativeMegabytes() {
    return (bytes - java) / MEGABYTE;
  }
}

package io.unroll.files;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * The machine as far as numbers of processes go: a booted kernel and a process namespace of it.
 *
 * <p>Host names do not do: two containers may share one, each with a process 1.
 */
final class Machine {
  private static final Path PROCESSES = Path.of("/proc");

  /** Of the fields of a process behind its name, when it started, in ticks since the kernel did. */
  private static final int START = 19;

  private Machine() {}

  /** Equal for two processes that see each other's numbers; empty where that is not known. */
  static String name() {
    try {
      if (Files.isDirectory(PROCESSES.resolve("self/ns"))) {
        return Files.readString(PROCESSES.resolve("sys/kernel/random/boot_id")).strip()
            + " "
            + Files.readSymbolicLink(PROCESSES.resolve("self/ns/pid"));
      }
      return InetAddress.getLocalHost().getHostName();
    } catch (IOException e) {
      return "";
    }
  }

  /** Returns the start time of a process; empty if there is none of this number. */
  static String started(long process) {
    Path status = PROCESSES.resolve(process + "/stat");
    if (!Files.exists(PROCESSES.resolve("self/stat"))) {
      return ProcessHandle.of(process)
          .flatMap(handle -> handle.info().startInstant())
          .map(Instant::toString)
          .orElse("");
    }
    try {
      // Java's own start times follow the wall clock, which may be set.
      String text = new String(Files.readAllBytes(status), StandardCharsets.ISO_8859_1);
      String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
      boolean dead = fields[0].equals("Z") || fields[0].equals("X");
      return dead ? "" : fields[START];
    } catch (IOException e) {
      return "";
    }
  }
}

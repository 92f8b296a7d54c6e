package io.unroll.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Whole processes, timed from their start to their end. */
final class TimedCommand {
  private static final double NANOS = 1e9;

  private TimedCommand() {}

  /**
   * Runs it; its output goes to a file beside.
   *
   * @return seconds
   */
  static double run(List<String> command, Map<String, String> environment, Path log)
      throws IOException {
    return runAll(List.of(command), environment, log);
  }

  /**
   * Runs them side by side; their output goes to one file.
   *
   * @return seconds until the last has ended
   */
  static double runAll(List<List<String>> commands, Map<String, String> environment, Path log)
      throws IOException {
    long started = System.nanoTime();
    List<Process> processes = new ArrayList<>();
    try {
      for (List<String> command : commands) {
        ProcessBuilder builder =
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        processes.add(builder.start());
      }
      for (Process process : processes) {
        int status = process.waitFor();
        if (status != 0) {
          throw new IllegalStateException(
              "%s ended with %d: %s"
                  .formatted(commands.get(0).get(0), status, Files.readString(log)));
        }
      }
      return (System.nanoTime() - started) / NANOS;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      processes.forEach(Process::destroyForcibly);
    }
  }

  /** Returns the path of a program, if it is installed. */
  static Optional<Path> find(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}

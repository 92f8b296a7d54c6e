package io.unroll.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** A standalone Spark cluster of {@code jobs/local-cluster.sh}: each part a process of its own. */
final class BenchmarkCluster implements AutoCloseable {
  private static final Path ROOT = Path.of(System.getProperty("unroll.root", "."));
  private static final String EXECUTOR = "CoarseGrainedExecutorBackend";

  private final Path folder;
  private final Path log;
  private final String url;
  private final String executorMemory;

  /**
   * Starts a master and workers of one core each.
   *
   * @param executorMemory heap of an executor, such as 4g
   */
  BenchmarkCluster(Path folder, int workers, String executorMemory) throws IOException {
    this.folder = folder;
    this.log = folder.resolveSibling(folder.getFileName() + ".log");
    this.executorMemory = executorMemory;
    script("local-cluster.sh", "start", Integer.toString(workers), "1", "12g");
    this.url = Files.readString(folder.resolve("url"), StandardCharsets.UTF_8).strip();
  }

  /**
   * Opens a session of this process's own on the cluster, as a user's program would.
   *
   * @param conf more of Spark's settings
   */
  SparkSession open(String name, Map<String, Object> conf) {
    return SparkSession.builder()
        .config(conf)
        .master(url)
        .appName(name)
        .config("spark.jars", ROOT.resolve("target/unroll.jar").toString())
        .config("spark.executor.memory", executorMemory)
        .config("spark.ui.enabled", "false")
        .getOrCreate();
  }

  /** Submits a command by the script of its name; output goes to a file. */
  Process submit(Path output, String script, Object... arguments) throws IOException {
    return submit(output, List.of(), script, arguments);
  }

  /**
   * Starts with options for {@code spark-submit}.
   *
   * @param options such as {@code --conf spark.speculation=true}
   */
  Process submit(Path output, List<String> options, String script, Object... arguments)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                ROOT.resolve("jobs").resolve(script).toString(),
                "--master",
                url,
                "--executor-memory",
                executorMemory));
    command.addAll(options);
    command.add("--");
    Arrays.stream(arguments).map(Object::toString).forEach(command::add);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
        .start();
  }

  /** Executors that run now. */
  List<ProcessHandle> executors() {
    return ProcessHandle.allProcesses().filter(this::isExecutor).toList();
  }

  private boolean isExecutor(ProcessHandle process) {
    Path own = Path.of("/proc", Long.toString(process.pid()));
    try {
      return Files.readString(own.resolve("cmdline"), StandardCharsets.ISO_8859_1)
              .contains(EXECUTOR)
          && own.resolve("cwd").toRealPath().startsWith(folder.toRealPath());
    } catch (IOException e) {
      // It has ended meanwhile.
      return false;
    }
  }

  private void script(String name, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(ROOT.resolve("jobs").resolve(name).toString()));
    command.addAll(List.of(arguments));
    TimedCommand.run(command, Map.of("LOCAL_CLUSTER_DIR", folder.toString()), log);
  }

  @Override
  public void close() {
    try {
      script("local-cluster.sh", "stop");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

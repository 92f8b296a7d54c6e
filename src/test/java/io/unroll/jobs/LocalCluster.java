package io.unroll.jobs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A standalone cluster of {@code jobs/local-cluster.sh}, in a folder of its own. */
final class LocalCluster implements AutoCloseable {
  private static final Path ROOT = Path.of(System.getProperty("unroll.root"));
  private static final String EXECUTOR = "CoarseGrainedExecutorBackend";
  private static final long START_SECONDS = 120;
  static final long RUN_SECONDS = 240;

  private final Path folder;
  private final String url;
  private final List<Process> submitted = new ArrayList<>();

  /** Starts a cluster of workers with one core each. */
  LocalCluster(Path folder, int workers) throws IOException, InterruptedException {
    this.folder = folder;
    try {
      Commands.Outcome started =
          finish(script("local-cluster.sh", "start", workers, 1, "1g"), "cluster", START_SECONDS)
              .expect(0);
      this.url = started.output().strip().lines().reduce("", (before, last) -> last);
    } catch (AssertionError | IOException | InterruptedException e) {
      close();
      throw e;
    }
  }

  /**
   * Submits a command by the script of its name and lets it run on two executors.
   *
   * @param options for {@code spark-submit}
   */
  Process submit(List<String> options, String script, Object... arguments) throws IOException {
    List<Object> all =
        new ArrayList<>(
            List.of("--master", url, "--executor-memory", "600m", "--driver-memory", "1g"));
    // A driver may take the third worker.
    all.addAll(List.of("--conf", "spark.cores.max=2", "--conf", "spark.ui.enabled=false"));
    all.addAll(options);
    all.add("--");
    all.addAll(Arrays.asList(arguments));
    Process driver = script(script, all.toArray());
    submitted.add(driver);
    return driver;
  }

  /** Waits for a command started here; kills it where it takes too long. */
  Commands.Outcome finish(Process process, String name, long seconds)
      throws IOException, InterruptedException {
    boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
    if (!ended) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    Commands.Outcome outcome =
        new Commands.Outcome(
            ended ? process.exitValue() : 1,
            Files.readString(output(), StandardCharsets.UTF_8),
            Files.readString(errors(), StandardCharsets.UTF_8));
    if (!ended) {
      throw new AssertionError(name + " did not end within " + seconds + " s\n" + outcome);
    }
    return outcome;
  }

  /** Returns what the last command has printed so far. */
  String printed() throws IOException {
    return Files.readString(output(), StandardCharsets.UTF_8);
  }

  /** One of this cluster's executors. */
  Optional<ProcessHandle> anyExecutor() {
    return ProcessHandle.allProcesses()
        .filter(process -> commandLine(process).contains(EXECUTOR))
        .filter(this::ours)
        .findFirst();
  }

  /** Folders that executors worked in: one for each executor that was started. */
  List<String> executorFolders() throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve("work"), 2)) {
      return all.filter(path -> path.getParent().getFileName().toString().startsWith("app-"))
          .map(path -> path.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    submitted.forEach(Process::destroyForcibly);
    finish(script("local-cluster.sh", "stop"), "stop", START_SECONDS);
  }

  /** Returns whether a process of this cluster is left. */
  boolean isRunning() {
    return ProcessHandle.allProcesses().anyMatch(this::ours);
  }

  private boolean ours(ProcessHandle process) {
    return commandLine(process).contains(folder.toString()) || worksIn(process, folder);
  }

  private static boolean worksIn(ProcessHandle process, Path folder) {
    try {
      return Path.of("/proc", Long.toString(process.pid()), "cwd")
          .toRealPath()
          .startsWith(folder.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }

  // ProcessHandle cuts long command lines off.
  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(
          Path.of("/proc", Long.toString(process.pid()), "cmdline"), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  private Process script(String name, Object... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(ROOT.resolve("jobs").resolve(name).toString()));
    Arrays.stream(arguments).map(Object::toString).forEach(command::add);
    Files.createDirectories(folder);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(output().toFile())
            .redirectError(errors().toFile());
    builder.environment().put("LOCAL_CLUSTER_DIR", folder.toString());
    builder.environment().put("UNROLL_ND4J", "plain");
    // Processes that live for seconds: the second compiler would only take the cores from them.
    builder.environment().put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    builder.environment().remove("SPARK_HOME");
    // The build's own; a user's shell has none.
    builder.environment().remove("OMP_NUM_THREADS");
    return builder.start();
  }

  private Path output() {
    return folder.resolveSibling(folder.getFileName() + ".output");
  }

  private Path errors() {
    return folder.resolveSibling(folder.getFileName() + ".errors");
  }
}

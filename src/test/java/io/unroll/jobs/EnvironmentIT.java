package io.unroll.jobs;

import static io.unroll.jobs.Commands.parametersHash;
import static io.unroll.jobs.Commands.report;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One set of settings ends with the same parameters everywhere: in any environment, on any number
 * of cores, embedded and on clusters of any size.
 *
 * <p>The model is large enough for native libraries to want several threads, and every gradient is
 * clipped, so that the last digit of a norm moves all parameters.
 */
class EnvironmentIT {
  private static final Path ROOT = Path.of(System.getProperty("unroll.root"));
  private static final long SECONDS = 120;

  private static final String SETTINGS =
      """
      name = environment
      corpus { type = addition, digits = 2, examples = 300 }
      shards { batchSize = 16, buckets = 2, maxLength = 10, files = 2 }
      model { type = encoder-decoder, hidden = 96, embedding = 16, attention = general }
      training { averaging.every = 2, epochs = 1, clipNorm = 0.1 }
      evaluation { maxOutputLength = 6 }
      """;

  @TempDir static Path folder;
  private static Path settings;
  private static LocalCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    settings = Files.writeString(folder.resolve("environment.conf"), SETTINGS);
    cluster = new LocalCluster(folder.resolve("cluster"), 3);
  }

  @AfterAll
  static void stop() throws Exception {
    cluster.close();
  }

  @Test
  void run_oneWorker_isTheSameOnOneCoreAndOnOneExecutor() throws Exception {
    assertEquals(launched(1, Map.of(), "taskset", "-c", "0"), submitted(1, 1));
  }

  @Test
  void run_twoWorkers_areTheSameWithoutSettingsOfThreadsAndOnTwoExecutors() throws Exception {
    assertEquals(launched(2, Map.of()), submitted(2, 2));
  }

  @Test
  void run_threeWorkers_areTheSameWithManyThreadsAndOnThreeExecutors() throws Exception {
    assertEquals(launched(3, Map.of("OMP_NUM_THREADS", "7")), submitted(3, 3));
  }

  @Test
  void run_fourWorkers_areTheSameWithOpenBlasThreadsAndInThisProcess() throws Exception {
    Map<String, String> environment = Map.of("OMP_NUM_THREADS", "5", "OPENBLAS_NUM_THREADS", "2");
    assertEquals(here(4), launched(4, environment));
  }

  /** In this process, whose environment asks for one thread. */
  private static String here(int workers) throws Exception {
    Path out = folder.resolve("here-" + workers);
    return parametersHash(Commands.runSmall(settings, out, "--set", "training.workers=" + workers));
  }

  /** As a user starts it; the build's own setting of threads is taken out. */
  private static String launched(int workers, Map<String, String> environment, String... before)
      throws Exception {
    assumeTrue(
        before.length == 0 || Files.isExecutable(Path.of("/usr/bin", before[0])),
        () -> "no " + before[0] + " on this machine");
    Path out = folder.resolve("launched-" + workers);
    List<String> command = new ArrayList<>(Arrays.asList(before));
    command.addAll(List.of(ROOT.resolve("unroll").toString(), "run", settings.toString()));
    command.addAll(List.of("--set", "training.workers=" + workers, "--out", out.toString()));
    Path log = folder.resolve("launched-" + workers + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().remove("OMP_NUM_THREADS");
    builder.environment().put("UNROLL_ND4J", "plain");
    builder.environment().put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1");
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    assertEquals(0, process.waitFor(), Files.readString(log));
    return parametersHash(report(out));
  }

  private static String submitted(int workers, int executors) throws Exception {
    Path out = folder.resolve("submitted-" + workers);
    Process run =
        cluster.submit(
            List.of("--conf", "spark.cores.max=" + executors),
            "run.sh",
            settings,
            "--set",
            "training.workers=" + workers,
            "--out",
            out);
    cluster.finish(run, "run.sh", LocalCluster.RUN_SECONDS).expect(0);
    return parametersHash(report(out));
  }
}

package io.unroll.benchmark;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code faults}: the same training undisturbed, and with its processes killed at random. */
@Command(
    name = "faults",
    description = {
      "Trains on a standalone cluster of two executors, then again while executors and the driver"
          + " are killed with SIGKILL at random moments, the driver's command being repeated, and"
          + " compares the bytes of the parameters. Exit status 1 if they differ."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Benchmarks.Version.class,
    footer = {"", "Example:", "  src/benchmark/run faults --executors 20 --drivers 3"})
public final class FaultsBenchmark implements Callable<Integer> {
  private static final int LEAST_PAUSE_MILLIS = 2_000;
  private static final int MORE_PAUSE_MILLIS = 6_000;
  private static final long POLL_MILLIS = 50;

  @Option(names = "--executors", defaultValue = "20", description = "to kill (${DEFAULT-VALUE})")
  private int executors;

  @Option(names = "--drivers", defaultValue = "3", description = "to kill (${DEFAULT-VALUE})")
  private int drivers;

  @Option(names = "--seed", defaultValue = "1", description = "of the moments (${DEFAULT-VALUE})")
  private long seed;

  @Option(names = "--epochs", defaultValue = "30", description = "(${DEFAULT-VALUE})")
  private int epochs;

  @Mixin private BenchmarkJson json = new BenchmarkJson();

  @Spec private @Nullable CommandSpec command;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("unroll-faults");
    AveragingCourse course =
        AveragingCourse.prepare(
            folder,
            128,
            32,
            16,
            300_000,
            "averaging.reduction = executors, workers = 2, averaging.every = 8, stopping.patience = 1000, averaging.outer = bmuf, stopping.keep = last, checkpoints.minutes = 0.1,"
                + " epochs = "
                + epochs);
    try (BenchmarkCluster cluster = new BenchmarkCluster(folder.resolve("cluster"), 2, "1g")) {
      long started = System.nanoTime();
      Path calm = course.fresh("undisturbed");
      finish(submit(course, cluster, calm));
      say("undisturbed", calm, started);
      long again = System.nanoTime();
      Path disturbed = course.fresh("disturbed");
      Killed killed = disturb(course, cluster, disturbed);
      say(
          "killed %d executors, %d drivers".formatted(killed.executors, killed.drivers),
          disturbed,
          again);
      boolean same = hash(calm).equals(hash(disturbed));
      out().println(same ? "the parameters are the same, byte for byte" : "the parameters DIFFER");
      out().flush();
      json.write(
          "faults",
          1,
          List.of(
              JsonNodeFactory.instance
                  .objectNode()
                  .put("configuration", "two executors")
                  .put("executorsKilled", killed.executors)
                  .put("driversKilled", killed.drivers)
                  .put("parametersHash", hash(calm))
                  .put("same", same)));
      return same && killed.executors == executors && killed.drivers == drivers ? 0 : 1;
    }
  }

  private record Killed(int executors, int drivers) {}

  private Process submit(AveragingCourse course, BenchmarkCluster cluster, Path out)
      throws IOException {
    Path log = out.resolveSibling(out.getFileName() + ".log");
    return cluster.submit(log, "train.sh", course.settings(), "--out", out);
  }

  private static void finish(Process driver) throws InterruptedException {
    if (driver.waitFor() != 0) {
      throw new IllegalStateException("the training ended with " + driver.exitValue());
    }
  }

  /** Kills while rounds go on, until all is killed or the training is over. */
  private Killed disturb(AveragingCourse course, BenchmarkCluster cluster, Path out)
      throws IOException, InterruptedException {
    Random random = new Random(seed);
    int killedExecutors = 0;
    int killedDrivers = 0;
    Process driver = submit(course, cluster, out);
    while (killedExecutors < executors || killedDrivers < drivers) {
      if (!awaitRound(driver, out, random)) {
        break;
      }
      int left = executors - killedExecutors + drivers - killedDrivers;
      if (random.nextInt(left) < drivers - killedDrivers) {
        driver.descendants().forEach(ProcessHandle::destroyForcibly);
        driver.destroyForcibly().waitFor();
        killedDrivers++;
        driver = submit(course, cluster, out);
      } else {
        List<ProcessHandle> running = cluster.executors();
        if (!running.isEmpty()) {
          running.get(random.nextInt(running.size())).destroyForcibly();
          killedExecutors++;
        }
      }
    }
    finish(driver);
    return new Killed(killedExecutors, killedDrivers);
  }

  /** Waits a random while, then for the next round; whether the training still runs. */
  private static boolean awaitRound(Process driver, Path out, Random random)
      throws IOException, InterruptedException {
    if (driver.waitFor(
        LEAST_PAUSE_MILLIS + random.nextInt(MORE_PAUSE_MILLIS), TimeUnit.MILLISECONDS)) {
      return false;
    }
    int before = AveragingCourse.rounds(out).size();
    while (AveragingCourse.rounds(out).size() == before) {
      if (driver.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
    return true;
  }

  private void say(String what, Path out, long started) throws IOException {
    out()
        .printf(
            "%s: %.0f s, %d rounds, parameters %.16s%n",
            what,
            (System.nanoTime() - started) / 1e9,
            AveragingCourse.rounds(out).size(),
            hash(out));
    out().flush();
  }

  private static String hash(Path out) throws IOException {
    return AveragingCourse.training(out).path("parametersHash").asText();
  }

  private PrintWriter out() {
    return Objects.requireNonNull(command, "picocli sets it").commandLine().getOut();
  }
}

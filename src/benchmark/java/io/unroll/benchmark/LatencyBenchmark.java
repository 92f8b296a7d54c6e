package io.unroll.benchmark;

import com.sun.management.OperatingSystemMXBean;
import io.unroll.averaging.AveragingRounds;
import io.unroll.averaging.LocalTraining;
import io.unroll.averaging.ModelState;
import io.unroll.averaging.OuterRule;
import io.unroll.averaging.Slot;
import io.unroll.averaging.WorkerReport;
import io.unroll.averaging.WorkerResult;
import io.unroll.averaging.WorkerState;
import io.unroll.config.AveragingSettings.Reduction;
import io.unroll.layers.backend.KernelTally;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code latency}: rounds of a tiny model whose workers do nothing, by how many workers. */
@Command(
    name = "latency",
    description = {
      "Measures rounds in which nothing is trained, on a standalone cluster of three executors of"
          + " one core each, where slices are delivered, reduced and kept as on a large one, and"
          + " fits latency + K perWorker + K^2 perPair to them: constants of cost-model. The"
          + " executors run many workers each and share their cores with the driver, so the whole"
          + " is an upper bound of what a large cluster takes, and the driver's processor time a"
          + " lower one: it is what does not spread."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Benchmarks.Version.class,
    footer = {"", "Example:", "  src/benchmark/run latency --workers 4,16,64"})
public final class LatencyBenchmark implements Callable<Integer> {
  private static final int EXECUTORS = 3;
  private static final int PARAMETERS = 4096;
  private static final int WARM_UP = 10;
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  @Option(names = "--workers", split = ",", defaultValue = "4,8,16,32,64,128", description = "K")
  private List<Integer> workers = List.of();

  @Option(names = "--rounds", defaultValue = "20", description = "timed (${DEFAULT-VALUE})")
  private int rounds;

  @Spec private @Nullable CommandSpec command;

  @Override
  public Integer call() throws IOException {
    Path folder = Files.createTempDirectory("unroll-latency");
    List<Seconds> measured = new ArrayList<>();
    try (BenchmarkCluster cluster =
            new BenchmarkCluster(folder.resolve("cluster"), EXECUTORS, "1g");
        SparkSession spark = cluster.open("latency", conf())) {
      JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
      workers.forEach(count -> measured.add(medians(context, count)));
    }
    say("%8s %9s %9s", "workers", "round s", "driver s");
    for (int i = 0; i < workers.size(); i++) {
      say("%8d %9.3f %9.3f", workers.get(i), measured.get(i).round(), measured.get(i).driver());
    }
    say("");
    say("%8s %9s %11s %11s", "", "latency s", "a worker s", "a pair s");
    sayConstants("round", measured.stream().mapToDouble(Seconds::round).toArray());
    sayConstants("driver", measured.stream().mapToDouble(Seconds::driver).toArray());
    return 0;
  }

  /** As commands set it; and executors must find this class. */
  private static Map<String, Object> conf() {
    Path target = Path.of(System.getProperty("unroll.root", "."), "target");
    return Map.of(
        "spark.shuffle.sort.bypassMergeThreshold",
        "0",
        "spark.locality.wait",
        "0",
        "spark.executor.extraClassPath",
        target.resolve("benchmark/classes") + ":" + target.resolve("unroll.jar"));
  }

  private void sayConstants(String name, double[] seconds) {
    OLSMultipleLinearRegression fit = new OLSMultipleLinearRegression();
    fit.newSampleData(
        seconds,
        workers.stream()
            .map(count -> new double[] {count, (double) count * count})
            .toArray(double[][]::new));
    double[] constants = fit.estimateRegressionParameters();
    say("%8s %9.3f %11.5f %11.7f", name, constants[0], constants[1], constants[2]);
  }

  private Seconds medians(JavaSparkContext spark, int count) {
    JavaRDD<Integer> dealt =
        spark.parallelize(IntStream.range(0, count).boxed().toList(), count).cache();
    List<Double> timed = new ArrayList<>();
    List<Double> driver = new ArrayList<>();
    try (AveragingRounds<Integer> model =
        AveragingRounds.begin(
            spark, dealt, OuterRule.average(), Reduction.EXECUTORS, PARAMETERS, 0, Zeros::slot)) {
      for (int round = 0; round < WARM_UP + rounds; round++) {
        long before = PROCESS.getProcessCpuTime();
        double seconds = model.round(new Idle(), "idle").cost().seconds();
        if (round >= WARM_UP) {
          timed.add(seconds);
          driver.add((PROCESS.getProcessCpuTime() - before) / 1e9);
        }
      }
    }
    dealt.unpersist();
    return new Seconds(Median.of(timed), Median.of(driver));
  }

  /**
   * Of a round, medians.
   *
   * @param round from its start to its end
   * @param driver of processor time in the driver
   */
  private record Seconds(double round, double driver) {}

  /** Worker's part of a round that returns its input. */
  private record Idle() implements LocalTraining<Integer> {
    @Override
    public WorkerResult train(int worker, Integer data, ModelState start, WorkerState own) {
      return new WorkerResult(
          start,
          WorkerState.NONE,
          new WorkerReport(worker, 1, 1, 1, List.of(), 0, new TreeMap<>(), KernelTally.NONE));
    }
  }

  /** Model from which the rounds start. */
  private static final class Zeros {
    private Zeros() {}

    static Slot slot(int slice, int slices) {
      int length =
          (int) ((long) PARAMETERS * (slice + 1) / slices - (long) PARAMETERS * slice / slices);
      return Slot.of(
          slice,
          new ModelState(new float[length], new float[0]),
          new float[0],
          Optional.of(WorkerState.NONE));
    }
  }

  private void say(String format, Object... values) {
    PrintWriter out = Objects.requireNonNull(command).commandLine().getOut();
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }
}

package io.unroll.benchmark;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code cost-model}: what share of a round is training, on clusters that are not at hand.
 *
 * <pre>
 *   payload     B = 4 P (1 + state copies)
 *   training    H F / rate,  F = 6 P tokens            multiply-adds forward and backward
 *   besides     latency + K perWorker + K^2 perPair    Spark's scheduling and its shuffle's blocks
 *               + B perByte                            cut, write, read and put together, each way
 *               + 2 B (K - 1) / K / bandwidth          over the network, each way
 * </pre>
 */
@Command(
    name = "cost-model",
    description = {
      "Predicts the share of a round that is training for 8, 64 and 512 executors and 10 and 100"
          + " million parameters, and the batches between averages at which it is 90%%. The"
          + " constants are options; docs/results.md says which were measured."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Benchmarks.Version.class,
    footer = {"", "Example:", "  src/benchmark/run cost-model --gigabits 25 --gflops 500"})
public final class CostModelTable implements Callable<Integer> {
  private static final int COPIES = 3;
  private static final double AIM = 0.9;

  @Option(names = "--latency", defaultValue = "0.2", description = "s a round (${DEFAULT-VALUE})")
  private double latency;

  @Option(names = "--per-worker", defaultValue = "0.003", description = "s (${DEFAULT-VALUE})")
  private double perWorker;

  @Option(names = "--per-pair", defaultValue = "0.00001", description = "s (${DEFAULT-VALUE})")
  private double perPair;

  @Option(
      names = "--seconds-per-gigabyte",
      defaultValue = "9.7",
      description = "of payload, both ways together, one core (${DEFAULT-VALUE})")
  private double secondsPerGigabyte;

  @Option(names = "--gigabits", defaultValue = "10", description = "network (${DEFAULT-VALUE})")
  private double gigabits;

  @Option(
      names = "--gflops",
      defaultValue = "79",
      description = "of training, an executor (${DEFAULT-VALUE})")
  private double gigaflops;

  @Option(names = "--tokens", defaultValue = "2048", description = "a batch (${DEFAULT-VALUE})")
  private int tokens;

  @Option(names = "--every", split = ",", defaultValue = "1,16,64", description = "H")
  private List<Integer> every = List.of();

  @Spec private @Nullable CommandSpec command;

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(command, "picocli sets it").commandLine().getOut();
    out.printf("%10s %10s %9s %9s", "parameters", "executors", "batch s", "besides s");
    every.forEach(h -> out.printf(" %9s", "H = " + h));
    out.printf(" %12s%n", "H for 90%");
    for (int millions : new int[] {10, 100}) {
      for (int workers : new int[] {8, 64, 512}) {
        double batch = 6e6 * millions * tokens / (gigaflops * 1e9);
        double besides = besides(millions, workers);
        out.printf(Locale.ROOT, "%9dM %10d %9.2f %9.2f", millions, workers, batch, besides);
        every.forEach(h -> out.printf(Locale.ROOT, " %8.1f%%", 100 * share(h * batch, besides)));
        out.printf(" %12d%n", (int) Math.ceil(AIM / (1 - AIM) * besides / batch));
      }
    }
    out.flush();
    return 0;
  }

  private double besides(int millions, int workers) {
    double gigabytes = 4e-3 * millions * COPIES;
    double network = 2 * gigabytes * 8 * (workers - 1) / workers / gigabits;
    return latency
        + workers * perWorker
        + (double) workers * workers * perPair
        + gigabytes * secondsPerGigabyte
        + network;
  }

  private static double share(double training, double besides) {
    return training / (training + besides);
  }
}

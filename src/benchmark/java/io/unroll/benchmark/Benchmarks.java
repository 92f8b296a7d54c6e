package io.unroll.benchmark;

import io.unroll.config.InvalidInput;
import io.unroll.runs.BuildInfo;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IVersionProvider;

/** The command line of {@code src/benchmark/run}; exit status as of {@link io.unroll.Unroll}. */
@Command(
    name = "src/benchmark/run",
    description = "Measures Unroll beside its peers, in turns, in one run.",
    subcommands = {
      CellsBenchmark.class,
      TimeToLossBenchmark.class,
      DecodeBenchmark.class,
      MemoryBenchmark.class,
      PrepareBenchmark.class,
      ShardsBenchmark.class,
      AveragingBenchmark.class,
      ResidentBenchmark.class,
      FaultsBenchmark.class,
      QualityBenchmark.class,
      ParityBenchmark.class,
      PipelineBenchmark.class,
      LatencyBenchmark.class,
      SweepBenchmark.class,
      CostModelTable.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = Benchmarks.Version.class,
    footer = {
      "",
      "Examples:",
      "  src/benchmark/run cells",
      "  src/benchmark/run cells --row word --repetitions 31 --json cells.json",
      "  src/benchmark/run decode",
      "  src/benchmark/run memory",
      "  src/benchmark/run prepare --text train.txt --repeat 50",
      "  src/benchmark/run shards OUT/shards",
      "  src/benchmark/run averaging --stock",
      "  src/benchmark/run resident --svg resident.svg",
      "  src/benchmark/run faults --executors 20 --drivers 3",
      "  src/benchmark/run quality --text text.txt",
      "  src/benchmark/run parity --text input.txt --pairs fra.txt",
      "  src/benchmark/run pipeline --texts SMSSpamCollection",
      "  src/benchmark/run sweep --corpora corpora",
      "  src/benchmark/run cost-model",
      "  src/benchmark/run cells --help",
      "",
      "Exit status: 0 done, 1 failed, 2 wrong input."
    })
public final class Benchmarks implements Runnable {

  /** Runs one benchmark and exits with its status. */
  public static void main(String[] arguments) {
    CommandLine command = new CommandLine(new Benchmarks());
    command.setExecutionExceptionHandler(
        (e, failed, parsed) -> {
          PrintWriter err = failed.getErr();
          if (e instanceof InvalidInput invalid) {
            invalid.problems().forEach(problem -> err.println("benchmark: " + problem));
            return ExitCode.USAGE;
          }
          err.println("benchmark: failed: " + e.getMessage());
          err.flush();
          return ExitCode.SOFTWARE;
        });
    System.exit(command.execute(arguments));
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"unroll " + BuildInfo.version()};
    }
  }
}

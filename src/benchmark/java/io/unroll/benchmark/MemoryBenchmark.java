package io.unroll.benchmark;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code memory}: whether a long run with batches of many shapes keeps its memory. */
@Command(
    name = "memory",
    description = {
      "Trains on batches of random numbers of rows and steps, far more shapes than kernels are kept"
          + " for, and prints the process's memory ten times. Native memory is resident memory"
          + " without what the Java machine has committed. The first four tenths warm up; after it"
          + " native memory may grow by --allowed at most: exit status 1 otherwise."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Benchmarks.Version.class,
    footer = {"", "Example:", "  src/benchmark/run memory --cell gru --steps 10000"})
public final class MemoryBenchmark implements Callable<Integer> {
  private static final int REPORTS = 10;
  private static final int WARM_UP_REPORTS = 4;
  private static final int MOST_ROWS = 24;
  private static final int MOST_STEPS = 40;
  private static final int VOCABULARY = 200;
  private static final int LAYERS = 2;

  @Option(names = "--cell", defaultValue = "lstm", description = "model.cell (${DEFAULT-VALUE})")
  private String cell = "";

  @Option(names = "--hidden", defaultValue = "64", description = "hidden size (${DEFAULT-VALUE})")
  private int hidden;

  @Option(names = "--pairs", description = "an encoder-decoder instead of a language model")
  private boolean pairs;

  @Option(
      names = "--steps",
      defaultValue = "10000",
      description = "training steps (${DEFAULT-VALUE})")
  private int steps;

  @Option(
      names = "--allowed",
      paramLabel = "MB",
      defaultValue = "100",
      description = "growth of native memory after warm-up (${DEFAULT-VALUE})")
  private int allowedMegabytes;

  @Mixin private BenchmarkJson json = new BenchmarkJson();

  @Spec private @Nullable CommandSpec command;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = Objects.requireNonNull(command, "picocli sets it").commandLine().getOut();
    OurTrainee trainee = new OurTrainee(shape(MOST_ROWS, MOST_STEPS), 1);
    Random random = new Random(Hyperparameters.SEED);
    List<ResidentMemory> reports = new ArrayList<>();
    out.printf("%8s %14s %14s%n", "step", "resident MB", "native MB");
    for (int step = 1; step <= steps; step++) {
      ModelShape shape = shape(1 + random.nextInt(MOST_ROWS), 1 + random.nextInt(MOST_STEPS));
      trainee.step(shape.randomBatch(step));
      if (step % Math.max(1, steps / REPORTS) == 0) {
        ResidentMemory memory = ResidentMemory.now();
        reports.add(memory);
        out.printf("%8d %14.1f %14.1f%n", step, memory.megabytes(), memory.nativeMegabytes());
        out.flush();
      }
    }
    ResidentMemory warm = reports.get(Math.min(WARM_UP_REPORTS, reports.size()) - 1);
    double growth = reports.get(reports.size() - 1).nativeMegabytes() - warm.nativeMegabytes();
    boolean flat = growth <= allowedMegabytes;
    out.printf(
        "%s: native memory grew by %.1f MB after warm-up, %d are allowed%n",
        flat ? "flat" : "NOT flat", growth, allowedMegabytes);
    json.write("memory", 1, rows(reports));
    return flat ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private ModelShape shape(int rows, int length) {
    return new ModelShape("memory", pairs, cell, rows, length, LAYERS, hidden, hidden, VOCABULARY);
  }

  private List<ObjectNode> rows(List<ResidentMemory> reports) {
    List<ObjectNode> rows = new ArrayList<>();
    for (ResidentMemory memory : reports) {
      rows.add(
          JsonNodeFactory.instance
              .objectNode()
              .put("configuration", cell + " " + hidden + (pairs ? " encoder-decoder" : ""))
              .put("residentMegabytes", memory.megabytes())
              .put("nativeMegabytes", memory.nativeMegabytes()));
    }
    return rows;
  }
}

package io.unroll.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code averaging}: what a round costs besides training, on a cluster of separate processes. */
@Command(
    name = "averaging",
    description = {
      "Trains an LSTM of some ten million parameters with Adam on a standalone cluster of this"
          + " machine, one core an executor, and prints where the rounds' time went and how many"
          + " bytes each worker fetched. With --stock, Deeplearning4j's own master trains the same"
          + " batches in turns."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Benchmarks.Version.class,
    footer = {
      "",
      "Examples:",
      "  src/benchmark/run averaging --stock --json averaging.json",
      "  src/benchmark/run averaging --hidden 256 --every 4"
    })
public final class AveragingBenchmark implements Callable<Integer> {
  /** Parameters, and the two moments of Adam. */
  private static final int COPIES = 3;

  private static final int BATCH = 32;
  private static final int WINDOW = 64;

  @Option(names = "--workers", defaultValue = "2", description = "executors (${DEFAULT-VALUE})")
  private int workers;

  @Option(
      names = "--every",
      defaultValue = "16",
      description = "batches a round (${DEFAULT-VALUE})")
  private int every;

  @Option(names = "--rounds", defaultValue = "4", description = "rounds timed (${DEFAULT-VALUE})")
  private int rounds;

  @Option(names = "--hidden", defaultValue = "1328", description = "(${DEFAULT-VALUE})")
  private int hidden;

  @Option(names = "--stock", description = "Deeplearning4j's own master, too")
  private boolean stock;

  @Mixin private BenchmarkJson json = new BenchmarkJson();

  @Spec private @Nullable CommandSpec command;

  @Override
  public Integer call() throws IOException {
    Path folder = Files.createTempDirectory("unroll-averaging");
    int characters = (int) (BATCH * WINDOW * (every * (rounds + 1.0) * workers) / 0.9 * 1.01);
    AveragingCourse course =
        AveragingCourse.prepare(
            folder,
            hidden,
            512,
            BATCH,
            characters,
            "averaging.reduction = executors, workers = %d, averaging.every = %d, epochs = 2"
                .formatted(workers, every));
    List<ObjectNode> rows = new ArrayList<>();
    double fit = Double.NaN;
    try (BenchmarkCluster cluster =
        new BenchmarkCluster(folder.resolve("cluster"), workers, "5g")) {
      for (String master : stock ? List.of("unroll", "dl4j") : List.of("unroll")) {
        Path out = trained(course, cluster, master);
        ObjectNode row = master.equals("unroll") ? ours(out) : stock(out, fit);
        fit = row.get("fitSeconds").asDouble();
        rows.add(row);
      }
    }
    report(rows);
    json.write("averaging", 1, rows);
    return 0;
  }

  private Path trained(AveragingCourse course, BenchmarkCluster cluster, String master)
      throws IOException {
    Path out = course.fresh(master);
    Path log = course.folder().resolve(master + ".log");
    Process driver =
        cluster.submit(
            log,
            "train.sh",
            course.settings(),
            "--set",
            "training.averaging.master=" + master,
            "--out",
            out);
    try {
      if (driver.waitFor() != 0) {
        throw new IllegalStateException("training failed: " + Files.readString(log));
      }
    } catch (InterruptedException e) {
      driver.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    return out;
  }

  /** The stock master reports no rounds: only how long its epochs took, validation among it. */
  private ObjectNode stock(Path out, double fit) throws IOException {
    JsonNode epochs = AveragingCourse.training(out).path("epochs");
    JsonNode last = epochs.get(epochs.size() - 1);
    double batches = last.path("tokens").asDouble() / (BATCH * WINDOW) / workers;
    double round = last.path("seconds").asDouble() / (batches / every);
    return JsonNodeFactory.instance
        .objectNode()
        .put("configuration", "dl4j")
        .put("parameters", parameters(out))
        .put("workers", workers)
        .put("averageEvery", every)
        .put("roundSeconds", round)
        .put("fitSeconds", fit)
        .put("otherSeconds", round - fit)
        .put("shareOutsideFit", 1 - fit / round);
  }

  private ObjectNode ours(Path out) throws IOException {
    List<JsonNode> all = AveragingCourse.rounds(out);
    // Networks are built and data is fetched in the first; the last of an epoch may be short.
    List<JsonNode> timed =
        all.stream()
            .skip(1)
            .filter(round -> round.path("tokens").asLong() >= workers * every * BATCH * WINDOW)
            .toList();
    ObjectNode row =
        JsonNodeFactory.instance
            .objectNode()
            .put("configuration", "unroll")
            .put("parameters", parameters(out))
            .put("workers", workers)
            .put("averageEvery", every)
            .put("rounds", timed.size());
    for (String phase : List.of("round", "fit", "gather", "reduce", "other")) {
      row.put(phase + "Seconds", median(timed, round -> round.at("/seconds/" + phase)));
    }
    row.put(
        "shareOutsideFit", row.get("otherSeconds").asDouble() / row.get("roundSeconds").asDouble());
    double payload = (double) COPIES * Float.BYTES * row.get("parameters").asLong();
    row.put("bytesIn", median(timed, round -> round.at("/bytesPerWorker/in")));
    row.put("bytesOut", median(timed, round -> round.at("/bytesPerWorker/out")));
    row.put("bytesInToPayload", row.get("bytesIn").asDouble() / payload);
    row.put("bytesOutToPayload", row.get("bytesOut").asDouble() / payload);
    return row;
  }

  private static double median(List<JsonNode> rounds, Function<JsonNode, JsonNode> value) {
    return Median.of(rounds.stream().map(round -> value.apply(round).asDouble()).toList());
  }

  private static long parameters(Path out) throws IOException {
    try (Stream<Path> checkpoints = Files.list(out.resolve("checkpoints"))) {
      Path state = checkpoints.findFirst().orElseThrow().resolve("state.json");
      return new ObjectMapper().readTree(state.toFile()).path("parameters").asLong();
    }
  }

  private void report(List<ObjectNode> rows) {
    PrintWriter out = Objects.requireNonNull(command, "picocli sets it").commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%n%d executors of one core, a round = %d batches of %d x %d, medians%n"
            + "%-8s %11s %9s %9s %9s %9s %9s %9s %9s%n",
        workers,
        every,
        BATCH,
        WINDOW,
        "master",
        "parameters",
        "round s",
        "fit s",
        "gather s",
        "reduce s",
        "outside",
        "in/load",
        "out/load");
    for (ObjectNode row : rows) {
      out.printf(
          Locale.ROOT,
          "%-8s %,11d %9.2f %9.2f %9.3f %9.3f %8.1f%% %9.3f %9.3f%n",
          row.get("configuration").asText(),
          row.get("parameters").asLong(),
          row.get("roundSeconds").asDouble(),
          row.get("fitSeconds").asDouble(),
          row.path("gatherSeconds").asDouble(Double.NaN),
          row.path("reduceSeconds").asDouble(Double.NaN),
          100 * row.get("shareOutsideFit").asDouble(),
          row.path("bytesInToPayload").asDouble(Double.NaN),
          row.path("bytesOutToPayload").asDouble(Double.NaN));
    }
    out.println("load = 4 bytes x parameters x 3 (parameters and both moments of Adam)");
    out.println("dl4j: seconds of its last epoch by rounds, validation included; fit as of unroll");
    out.flush();
  }
}

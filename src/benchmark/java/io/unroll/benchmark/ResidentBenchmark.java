package io.unroll.benchmark;

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
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.markers.SeriesMarkers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code resident}: what executors hold of the machine's memory over many rounds. */
@Command(
    name = "resident",
    description = {
      "Trains on a standalone cluster of two executors and prints the resident memory of both after"
          + " every so many rounds. Their heaps are in memory as a whole from the start."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Benchmarks.Version.class,
    footer = {"", "Example:", "  src/benchmark/run resident --rounds 500 --svg resident.svg"})
public final class ResidentBenchmark implements Callable<Integer> {
  private static final int SAMPLES = 20;
  private static final double KILOBYTES_A_MEGABYTE = 1024;
  private static final long POLL_MILLIS = 100;

  /** The whole heap from the start: what grows afterwards is outside it. */
  private static final List<String> TOUCHED =
      List.of("--conf", "spark.executor.extraJavaOptions=-Xms1g -XX:+AlwaysPreTouch");

  @Option(names = "--rounds", defaultValue = "500", description = "(${DEFAULT-VALUE})")
  private int rounds;

  @Option(names = "--hidden", defaultValue = "512", description = "(${DEFAULT-VALUE})")
  private int hidden;

  @Option(names = "--svg", paramLabel = "FILE", description = "also draw the figures")
  private @Nullable Path svg;

  @Mixin private BenchmarkJson json = new BenchmarkJson();

  @Spec private @Nullable CommandSpec command;

  /**
   * Memory after some rounds.
   *
   * @param megabytes of each executor
   */
  private record Sample(int round, List<Double> megabytes) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("unroll-resident");
    AveragingCourse course =
        AveragingCourse.prepare(
            folder,
            hidden,
            64,
            8,
            8 * 64 * 2 * 100,
            "averaging.reduction = executors, workers = 2, averaging.every = 2, stopping.patience = 1000, epochs = %d"
                .formatted((rounds + 44) / 45));
    List<Sample> samples = new ArrayList<>();
    try (BenchmarkCluster cluster = new BenchmarkCluster(folder.resolve("cluster"), 2, "1g")) {
      Path out = course.fresh("run");
      Process driver =
          cluster.submit(
              folder.resolve("run.log"), TOUCHED, "train.sh", course.settings(), "--out", out);
      int next = rounds / SAMPLES;
      while (!driver.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        int done = AveragingCourse.rounds(out).size();
        if (done >= next) {
          samples.add(new Sample(done, resident(cluster)));
          say(samples.get(samples.size() - 1));
          next = done + rounds / SAMPLES;
        }
      }
    }
    write(samples);
    return 0;
  }

  private static List<Double> resident(BenchmarkCluster cluster) throws IOException {
    List<Double> megabytes = new ArrayList<>();
    for (ProcessHandle executor : cluster.executors()) {
      try (var lines = Files.lines(Path.of("/proc", executor.pid() + "", "status"))) {
        lines
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .forEach(kilobytes -> megabytes.add(kilobytes / KILOBYTES_A_MEGABYTE));
      }
    }
    return megabytes;
  }

  private void say(Sample sample) {
    PrintWriter out = Objects.requireNonNull(command, "picocli sets it").commandLine().getOut();
    StringBuilder line = new StringBuilder("round %5d".formatted(sample.round()));
    sample
        .megabytes()
        .forEach(megabytes -> line.append(String.format(Locale.ROOT, "  %,8.0f MiB", megabytes)));
    out.println(line);
    out.flush();
  }

  private void write(List<Sample> samples) throws IOException {
    if (svg != null) {
      draw(samples, svg);
    }
    List<ObjectNode> rows = new ArrayList<>();
    for (Sample sample : samples) {
      ObjectNode row =
          JsonNodeFactory.instance.objectNode().put("configuration", "round " + sample.round());
      sample.megabytes().forEach(row.putArray("residentMegabytes")::add);
      rows.add(row);
    }
    json.write("resident", 1, rows);
  }

  private static void draw(List<Sample> samples, Path file) throws IOException {
    XYChart chart =
        new XYChartBuilder()
            .width(720)
            .height(320)
            .title("Resident memory of two executors")
            .xAxisTitle("rounds")
            .yAxisTitle("MiB")
            .build();
    chart.getStyler().setYAxisMin(0.0);
    List<Integer> rounds = samples.stream().map(Sample::round).toList();
    for (int executor = 0; executor < 2; executor++) {
      int index = executor;
      chart
          .addSeries(
              "executor " + executor,
              rounds,
              samples.stream().map(sample -> sample.megabytes().get(index)).toList())
          .setMarker(SeriesMarkers.CIRCLE);
    }
    try (var stream = Files.newOutputStream(file)) {
      VectorGraphicsEncoder.saveVectorGraphic(chart, stream, VectorGraphicsFormat.SVG);
    }
  }
}

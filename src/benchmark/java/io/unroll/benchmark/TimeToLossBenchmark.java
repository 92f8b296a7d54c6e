package io.unroll.benchmark;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code time-to-loss}: how long each side trains until its held-out loss is good enough. */
@Command(
    name = "time-to-loss",
    description = {
      "Trains a character language model (LSTM 2x512, embedding 128, no dropout), ours and in"
          + " PyTorch, from the same initial parameters on the same batches in the same order: 32"
          + " lanes, windows of 64 steps, hidden state"
          + " carried, Adam at 0.001, global norm clipped at 5. Each side in a process of its own,"
          + " in turns of a slice, until the loss of the text's last tenth reaches the target. The"
          + " time is that of training alone, to a slice's precision."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Benchmarks.Version.class,
    footer = {
      "",
      "Example:",
      "  src/benchmark/run time-to-loss --corpus input.txt --target 1.6 --limit 20"
    })
public final class TimeToLossBenchmark implements Callable<Integer> {
  private static final int SECONDS_PER_MINUTE = 60;
  private static final double LARGEST_DIFFERENCE = 1e-4;

  @Option(names = "--corpus", paramLabel = "FILE", required = true, description = "a UTF-8 text")
  private @Nullable Path corpus;

  @Option(
      names = "--target",
      paramLabel = "NATS",
      defaultValue = "1.60",
      description = "held-out loss to reach, nats per character (${DEFAULT-VALUE})")
  private double target;

  @Option(
      names = "--limit",
      paramLabel = "MINUTES",
      defaultValue = "20",
      description = "training time after which a side gives up (${DEFAULT-VALUE})")
  private double limitMinutes;

  @Option(
      names = "--slice",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description = "training time of one turn (${DEFAULT-VALUE})")
  private double sliceSeconds;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "native threads of each side; by default one per core")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Mixin private BenchmarkJson json = new BenchmarkJson();

  @Spec private @Nullable CommandSpec command;

  @Override
  public Integer call() throws IOException {
    require(threads >= 1, "--threads must be at least 1, got " + threads);
    require(sliceSeconds > 0, "--slice must be greater than 0, got " + sliceSeconds);
    require(limitMinutes > 0, "--limit must be greater than 0, got " + limitMinutes);
    Path text = Objects.requireNonNull(corpus);
    require(Files.isReadable(text), "--corpus must be a file that can be read, got " + text);
    ModelShape shape = shape(CharacterText.read(text).vocabulary());
    Progress progress = new Progress(spec().commandLine().getErr());
    progress.line("starting both sides ...");
    try (Runner ours = new Runner(Side.OURS, shape, threads, text, target);
        Runner pytorch = new Runner(Side.PYTORCH, shape, threads, text, target)) {
      pytorch.startLike(ours);
      requireSameStart(ours, pytorch);
      race(ours, pytorch, progress);
      report(shape, ours, pytorch);
    }
    return 0;
  }

  private static ModelShape shape(int vocabulary) {
    return new ModelShape(
        "character LM 2x512, embedding 128", false, "lstm", 32, 64, 2, 128, 512, vocabulary);
  }

  /** Checks that the same parameters predict the same. */
  private static void requireSameStart(Runner ours, Runner pytorch) {
    ours.evaluate();
    pytorch.evaluate();
    if (Math.abs(ours.loss() - pytorch.loss()) > LARGEST_DIFFERENCE) {
      throw new IllegalStateException(
          "both sides must start with the same held-out loss, found %.6f and %.6f"
              .formatted(ours.loss(), pytorch.loss()));
    }
  }

  private void race(Runner ours, Runner pytorch, Progress progress) {
    boolean oursFirst = true;
    while (runs(ours) || runs(pytorch)) {
      for (Runner each : oursFirst ? List.of(ours, pytorch) : List.of(pytorch, ours)) {
        if (runs(each)) {
          each.advance(sliceSeconds);
        }
      }
      oursFirst = !oursFirst;
      progress.line("  " + ours.standing() + "   " + pytorch.standing());
    }
  }

  private boolean runs(Runner runner) {
    return !runner.arrived() && runner.seconds() < limitMinutes * SECONDS_PER_MINUTE;
  }

  private void report(ModelShape shape, Runner ours, Runner pytorch) throws IOException {
    PrintWriter out = spec().commandLine().getOut();
    boolean both = ours.arrived() && pytorch.arrived();
    out.printf(
        Locale.ROOT,
        "%nTraining time to a held-out loss of %.2f, threads %d, %s%n  %s%n  %s%n",
        target,
        threads,
        shape.name(),
        result(ours),
        result(pytorch));
    if (both) {
      out.printf(
          Locale.ROOT,
          "  speed ratio %.2f (above 1: ours faster)%n",
          pytorch.seconds() / ours.seconds());
    }
    out.flush();
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("configuration", shape.name()).put("target", target);
    row.set("ours", ours.json());
    row.set("pytorch", pytorch.json());
    if (both) {
      row.put("ratioToPytorch", pytorch.seconds() / ours.seconds());
    }
    json.write("time-to-loss", threads, List.of(row));
  }

  private static String result(Runner runner) {
    return runner.standing() + (runner.arrived() ? "" : "  (target not reached)");
  }

  private void require(boolean condition, String problem) {
    if (!condition) {
      throw new ParameterException(spec().commandLine(), problem);
    }
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(command, "picocli sets it");
  }
}

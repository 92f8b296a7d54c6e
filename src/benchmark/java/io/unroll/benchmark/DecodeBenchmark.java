package io.unroll.benchmark;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unroll.decoding.BeamSearch;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code decode}: characters drawn, and sentences found by beam search, in a second. */
@Command(
    name = "decode",
    description = {
      "Generates with the same networks in this project and in PyTorch, in turns: characters drawn"
          + " from a language model of 2 x 512, and sentences of 30 tokens found with five beams by"
          + " an encoder-decoder of 256 with general attention; for 1 and for 64 at a time."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Benchmarks.Version.class,
    footer = {"", "Example:", "  src/benchmark/run decode --rounds 9"})
public final class DecodeBenchmark implements Callable<Integer> {
  private static final int VOCABULARY = 69;
  private static final int BEAMS = 5;
  private static final int LENGTH = 30;
  private static final int CHARACTERS = 200;
  private static final double WARM_UP_SECONDS = 8;
  private static final double TURN_SECONDS = 1;

  @Option(names = "--rounds", defaultValue = "7", description = "turns (${DEFAULT-VALUE})")
  private int rounds;

  @Option(names = "--threads", defaultValue = "1", description = "threads (${DEFAULT-VALUE})")
  private int threads;

  @Mixin private BenchmarkJson json = new BenchmarkJson();

  @Spec private @Nullable CommandSpec command;

  /** Generator that runs once and returns how much it generated. */
  private interface Generation {
    int run();
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = Objects.requireNonNull(command, "picocli sets it").commandLine().getOut();
    out.printf("%-22s %14s %14s %18s%n", "", "ours/s", "PyTorch/s", "ours : PyTorch");
    List<ObjectNode> rows = new ArrayList<>();
    for (int size : new int[] {1, 64}) {
      ModelShape text =
          new ModelShape("language-model", false, "lstm", size, 1, 2, 64, 512, VOCABULARY);
      OurGenerator ours = new OurGenerator(text, threads);
      PyTorchGenerator theirs = new PyTorchGenerator(text, threads);
      rows.add(
          measure(
              out,
              "characters, batch " + size,
              () -> ours.draw(CHARACTERS),
              () -> theirs.draw(CHARACTERS)));
    }
    for (int size : new int[] {1, 64}) {
      ModelShape pairs = new ModelShape("pairs", true, "lstm", size, 20, 1, 64, 256, 100);
      OurGenerator ours = new OurGenerator(pairs, threads);
      BeamSearch search = ours.searching(BEAMS, LENGTH);
      PyTorchGenerator theirs = new PyTorchGenerator(pairs, threads);
      rows.add(
          measure(
              out,
              "sentences, batch " + size,
              () -> ours.search(search, LENGTH),
              () -> theirs.search(BEAMS, LENGTH)));
    }
    json.write("decode", threads, rows);
    return 0;
  }

  /** Measures in turns; the first side changes from turn to turn. */
  private ObjectNode measure(PrintWriter out, String name, Generation ours, Generation theirs) {
    List<Double> our = new ArrayList<>();
    List<Double> their = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    rate(ours, WARM_UP_SECONDS);
    rate(theirs, WARM_UP_SECONDS);
    for (int round = 0; round < rounds; round++) {
      boolean first = round % 2 == 0;
      double one = first ? rate(ours, TURN_SECONDS) : 0;
      double other = rate(theirs, TURN_SECONDS);
      one = first ? one : rate(ours, TURN_SECONDS);
      our.add(one);
      their.add(other);
      ratios.add(one / other);
    }
    String line = "%-22s %,14.0f %,14.0f %18.2f%n";
    out.printf(Locale.ROOT, line, name, Median.of(our), Median.of(their), Median.of(ratios));
    out.flush();
    return JsonNodeFactory.instance
        .objectNode()
        .put("configuration", name)
        .put("ours", Median.of(our))
        .put("pytorch", Median.of(their))
        .put("ratio", Median.of(ratios));
  }

  /** Returns the items generated in a second, measured for at least this long. */
  private static double rate(Generation generation, double least) {
    long start = System.nanoTime();
    long count = 0;
    double seconds = 0;
    while (seconds < least) {
      count += generation.run();
      seconds = (System.nanoTime() - start) / 1e9;
    }
    return count / seconds;
  }
}

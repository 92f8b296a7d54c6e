package io.unroll.jobs;

import io.unroll.config.InvalidInput;
import io.unroll.config.ModelSettings.Cell;
import io.unroll.config.ModelSettings.Initialisation;
import io.unroll.config.ModelSettings.Stack;
import io.unroll.network.ErrorReach;
import io.unroll.report.ReachChart;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gradients}: how far back in time the error reaches, cell by cell. */
@Command(
    name = "gradients",
    mixinStandardHelpOptions = true,
    description = {
      "Prints how far back in time errors reach through each kind of cell before training.",
      "Shows, for the error of a sequence's last step, the norm of its gradient by the input of a step,"
          + " relative to that of the last."
    },
    footer = {
      "",
      "Examples:",
      "  unroll gradients",
      "  unroll gradients --steps 200 --hidden 256 --svg gradients.svg"
    })
public final class GradientsJob implements Callable<Integer> {
  private static final int SEQUENCES = 16;
  private static final List<Integer> SHOWN = List.of(0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000);
  private static final int MOST = 10_000;

  @Option(names = "--steps", paramLabel = "N", description = "Steps of the sequence. Default: 101")
  int steps = 101;

  @Option(names = "--hidden", paramLabel = "N", description = "Size of the state. Default: 128")
  int hidden = 128;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of weights and inputs. Default: 1")
  long seed = 1;

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description = "Draws all cells in one plot, into this file")
  Optional<Path> svg = Optional.empty();

  @Override
  public Integer call() throws IOException {
    if (steps < 2 || steps > MOST || hidden < 1 || hidden > MOST) {
      throw new InvalidInput(
          "--steps must be 2 to %s and --hidden 1 to %s, got %s and %s"
              .formatted(MOST, MOST, steps, hidden));
    }
    Map<String, double[]> norms = new LinkedHashMap<>();
    norms.put("rnn", norms(Cell.RNN, Initialisation.XAVIER));
    norms.put("rnn orthogonal", norms(Cell.RNN, Initialisation.ORTHOGONAL));
    norms.put("rnn-relu orthogonal", norms(Cell.RNN_RELU, Initialisation.ORTHOGONAL));
    norms.put("gru", norms(Cell.GRU, Initialisation.XAVIER));
    norms.put("lstm", norms(Cell.LSTM, Initialisation.XAVIER));
    print(norms, new PrintStream(System.out, true, StandardCharsets.UTF_8));
    if (svg.isPresent()) {
      Files.write(svg.get(), ReachChart.svg(norms));
      System.out.println("plot: " + svg.get());
    }
    return 0;
  }

  private double[] norms(Cell cell, Initialisation initialisation) {
    Stack stack = new Stack(cell, 1, hidden, hidden, false, 0, initialisation);
    return new ErrorReach(stack, steps, SEQUENCES, seed).norms();
  }

  private void print(Map<String, double[]> norms, PrintStream out) {
    List<Integer> distances = SHOWN.stream().filter(distance -> distance < steps).toList();
    StringBuilder head = new StringBuilder(String.format(Locale.ROOT, "%-20s", "steps back"));
    distances.forEach(distance -> head.append(String.format(Locale.ROOT, " %9d", distance)));
    out.println(head);
    norms.forEach(
        (cell, values) -> {
          StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-20s", cell));
          distances.forEach(
              distance -> line.append(String.format(Locale.ROOT, " %9.2e", values[distance])));
          out.println(line);
        });
  }
}

package io.unroll.jobs;

import io.unroll.answering.AnswerText;
import io.unroll.answering.InputReader;
import io.unroll.config.InvalidInput;
import io.unroll.corpus.storage.HadoopSettings;
import io.unroll.network.GateActivations;
import io.unroll.report.GatesChart;
import io.unroll.report.VisibleText;
import io.unroll.retraining.Retrained;
import io.unroll.shards.EncodedSequence;
import io.unroll.training.ModelFolder;
import io.unroll.training.ModelFolder.Model;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gates}: a model and a sentence to how its gates open and shut. */
@Command(
    name = "gates",
    mixinStandardHelpOptions = true,
    description = {
      "Prints how far the gates of a layer are open at each token of a text.",
      "0 is shut and 1 open, in the mean of the layer's units; --svg draws the units that move"
          + " most."
    },
    footer = {
      "",
      "Examples:",
      "  unroll gates runs/book --text \"ROMEO: What\"",
      "  unroll gates runs/addition --text 12+345= --layer encoder0 --svg gates.svg"
    })
public final class GatesJob implements Callable<Integer> {
  private static final int MOST_STEPS = 200;

  @Parameters(index = "0", paramLabel = "OUT", description = "The folder of a trained run")
  String out = "";

  @Option(
      names = "--text",
      paramLabel = "TEXT",
      required = true,
      description = "Text that the model reads")
  String text = "";

  @Option(
      names = "--layer",
      paramLabel = "NAME",
      description = "Layer, as describe names it. Default: the first that has gates")
  Optional<String> layer = Optional.empty();

  @Option(
      names = "--units",
      paramLabel = "N",
      description = "Units of each gate to draw. Default: 16")
  int units = 16;

  @Option(names = "--svg", paramLabel = "FILE", description = "Draws the gates into this file")
  Optional<Path> svg = Optional.empty();

  @Override
  public Integer call() throws IOException {
    Configuration hadoop = HadoopSettings.current();
    Model model = ModelFolder.load(Retrained.model(out, hadoop), hadoop);
    List<String> layers = GateActivations.layers(model.network());
    String chosen = layer.orElse(layers.isEmpty() ? "" : layers.get(0));
    if (!layers.contains(chosen)) {
      throw new InvalidInput("--layer must be one of %s, got %s".formatted(layers, chosen));
    }
    if (units < 1) {
      throw new InvalidInput("--units must be at least 1, got " + units);
    }
    EncodedSequence input = new InputReader(model.source()).read(text, "--text");
    if (input.steps() == 0 || input.steps() > MOST_STEPS) {
      throw new InvalidInput(
          "--text must be 1 to %s tokens, got %s".formatted(MOST_STEPS, input.steps()));
    }
    GateActivations gates =
        GateActivations.of(
            model.blueprint(), model.settings().model(), model.network(), chosen, input);
    List<String> tokens = AnswerText.tokens(model.source(), input);
    print(gates, tokens, new PrintStream(System.out, true, StandardCharsets.UTF_8));
    if (svg.isPresent()) {
      Files.write(svg.get(), GatesChart.svg(tokens, gates.gates(), units));
      System.out.println("picture: " + svg.get());
    }
    return 0;
  }

  private static void print(GateActivations gates, List<String> tokens, PrintStream text) {
    Map<String, double[]> means = gates.means();
    StringBuilder head = new StringBuilder(String.format("%-16s", gates.layer()));
    means.keySet().forEach(name -> head.append(String.format(Locale.ROOT, " %8s", name)));
    text.println(head);
    for (int step = 0; step < tokens.size(); step++) {
      StringBuilder line =
          new StringBuilder(String.format("%-16s", VisibleText.of(tokens.get(step))));
      for (double[] mean : means.values()) {
        line.append(String.format(Locale.ROOT, " %8.3f", mean[step]));
      }
      text.println(line);
    }
  }
}

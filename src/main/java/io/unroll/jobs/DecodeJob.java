package io.unroll.jobs;

import io.unroll.config.InvalidInput;
import io.unroll.decoding.LanguageModelSampler;
import io.unroll.layers.NativeThreads;
import io.unroll.tokens.IncrementalDecoder;
import io.unroll.tokens.TextCodec;
import io.unroll.tokens.Vocabulary;
import io.unroll.training.ModelFolder;
import io.unroll.training.ModelFolder.Model;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code decode}: a model and a prompt, or lines, to text. */
@Command(
    name = "decode",
    mixinStandardHelpOptions = true,
    description = {
      "Language models write on from a prompt.",
      "Other models answer each line of a file or of standard input with one line: encoder-decoders",
      "with a text, classifiers with a label, taggers with a label for each word. Series of numbers",
      "are given as JSON, a list of steps, each a number or a list of numbers, and so are answers",
      "in numbers. Attributes are names between blanks, or a JSON list of names."
    },
    footer = {
      "",
      "Examples:",
      "  unroll decode runs/book --prompt \"ROMEO:\" --length 400 --temperature 0.8",
      "  echo 12+345= | unroll decode runs/addition",
      "  unroll decode runs/addition --input sums.txt"
    })
public final class DecodeJob implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "OUT", description = "The folder of a trained run")
  String out = "";

  @Option(
      names = "--prompt",
      paramLabel = "TEXT",
      description = "What a language model reads first")
  Optional<String> prompt = Optional.empty();

  @Option(names = "--length", paramLabel = "N", description = "Tokens to write. Default: 400")
  int length = 400;

  @Option(
      names = "--temperature",
      paramLabel = "T",
      description = "0 takes the likeliest token, 1 draws by probability. Default: 0.8")
  double temperature = 0.8;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Equal seeds give equal texts. Default: 1")
  long seed = 1;

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "Lines to answer. Default: standard input")
  Optional<Path> input = Optional.empty();

  @Override
  public Integer call() throws IOException {
    org.apache.hadoop.fs.Path folder = new org.apache.hadoop.fs.Path(out, RunContext.MODEL);
    Model model = ModelFolder.load(folder, new Configuration());
    KernelRequirement.check(model.settings(), model.network());
    NativeThreads.bind(SparkOpener.cores());
    PrintStream text = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    if (model.blueprint().carriesState()) {
      generate(model, text);
    } else {
      answer(model, text);
    }
    return 0;
  }

  private void generate(Model model, PrintStream text) {
    if (length < 1 || !(temperature >= 0)) {
      throw new InvalidInput(
          "--length must be at least 1 and --temperature at least 0, got "
              + length
              + " and "
              + temperature);
    }
    TextCodec codec = model.source().texts().orElseThrow();
    String start =
        prompt
            .filter(p -> !p.isEmpty())
            .orElseThrow(
                () -> new InvalidInput("--prompt TEXT is needed: the model writes on from it"));
    int[] ids = known(codec.encodeLines(start), start);
    if (ids.length == 0) {
      throw new InvalidInput("--prompt must hold a token, got blanks only");
    }
    text.print(start);
    IncrementalDecoder written = new IncrementalDecoder(codec);
    if (!Character.isWhitespace(start.charAt(start.length() - 1))) {
      // A word after the prompt is written with a blank.
      written.next(ids[ids.length - 1]);
    }
    new LanguageModelSampler(model.network(), temperature, seed)
        .write(ids, length, id -> text.print(written.next(id)));
    text.println(written.finish());
  }

  private void answer(Model model, PrintStream text) throws IOException {
    if (prompt.isPresent()) {
      throw new InvalidInput(
          "--prompt is for language models; give this model lines by --input FILE or on standard"
              + " input");
    }
    LineAnswers answers = new LineAnswers(model);
    try (BufferedReader lines = lines()) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        text.println(answers.answer(line, ++number));
      }
    }
  }

  static int[] known(int[] ids, String text) {
    long unknown = Arrays.stream(ids).filter(id -> id == Vocabulary.UNKNOWN).count();
    if (unknown > 0) {
      System.err.printf(
          Locale.ROOT,
          "unroll: %d of %d tokens of \"%s\" never occurred in training%n",
          unknown,
          ids.length,
          text);
    }
    return ids;
  }

  private BufferedReader lines() throws IOException {
    if (input.isEmpty()) {
      return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    }
    if (!Files.isReadable(input.get())) {
      throw new InvalidInput("--input " + input.get() + ": no such file");
    }
    return Files.newBufferedReader(input.get());
  }
}
